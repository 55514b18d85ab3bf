"""Choosing one of the team's templates in the compose form, as a person does it in Slack."""

import asyncio
from dataclasses import replace

import pytest

from bot.domain.channel import Channel
from bot.domain.conversation import Card
from bot.domain.message import Purpose
from bot.domain.message_template import Reach
from bot.flows.message_templates.wording import GONE, NO_CLIENT, TOO_MANY
from bot.flows.threads.open import open_threads
from bot.slack.blocks.ready_words import NO_TEMPLATE, NOTHING_FITS
from bot.slack.listeners.views.compose import LOOK
from bot.slack.threads import SlackThreads
from tests.slack.compose_form import (
    HELLO,
    HOLA,
    INVOICE,
    asked,
    block_ids,
    body_block,
    by,
    give,
    keep,
    meet,
    offered,
    opened,
    sent,
    speaks,
    take,
    text_of,
    write,
)
from tests.slack.conftest import CLIENTS, GENERAL, MAYA, NOW, SMS, World
from tests.slack.windows import submit, window, words


async def test_it_fills_the_text_and_the_message_remembers_it(world: World) -> None:
    await world.add_client()
    template = await keep(world, "Hello", HELLO)
    await opened(world)
    await take(world, "Hello")
    assert text_of(world) == "Hello Jane, see you soon."
    assert "1 SMS, " in words(world)
    assert await submit(world) == {}
    [row] = await sent(world)
    assert (row.body, row.purpose) == ("Hello Jane, see you soon.", "direct")
    assert row.made_from["template_id"] == template.id
    assert (row.made_from["template_name"], row.made_from["version"]) == ("Hello", 1)
    assert row.made_from["language"] == "en"


async def test_it_is_in_the_client_s_language(world: World) -> None:
    client = await world.add_client()
    await speaks(world, client, "es")
    await keep(world, "Hello", HELLO, ("es", HOLA))
    await opened(world)
    await take(world, "Hello")
    assert text_of(world) == "Hola Jane, hasta pronto."
    assert await submit(world) == {}
    assert (await sent(world))[0].made_from["language"] == "es"


async def test_without_a_client_it_waits_for_one(world: World) -> None:
    await world.add_client()
    await keep(world, "Hello", HELLO)
    await opened(world, "")
    await take(world, "Hello")
    assert text_of(world) is None
    assert NO_CLIENT in words(world)
    await meet(world, "Jane")
    assert text_of(world) == "Hello Jane, see you soon."
    assert NO_CLIENT not in words(world)


async def test_another_client_gets_their_own_words_unless_somebody_has_changed_them(world: World) -> None:
    await world.add_client()
    await world.add_client("Omar", "+12025550124")
    await keep(world, "Hello", HELLO)
    await opened(world)
    await take(world, "Hello")
    await meet(world, "Omar")
    assert text_of(world) == "Hello Omar, see you soon."
    await write(world, "Hello dear Omar, see you soon.")
    await meet(world, "Jane")
    assert text_of(world) == "Hello dear Omar, see you soon."
    assert await submit(world) == {}
    [row] = await sent(world)
    assert (row.body, row.made_from["template_name"]) == ("Hello dear Omar, see you soon.", "Hello")


async def test_a_text_that_was_emptied_stays_empty(world: World) -> None:
    await world.add_client()
    await keep(world, "Hello", HELLO)
    await opened(world)
    await take(world, "Hello")
    await write(world, "")
    assert text_of(world) == ""
    assert "body" in "".join(await submit(world))
    assert await sent(world) == []


async def test_what_nobody_knows_is_asked_for_and_blocks_sending(world: World) -> None:
    await world.add_client()
    await keep(world, "Invoice", INVOICE)
    await opened(world)
    await take(world, "Invoice")
    assert (asked(world), text_of(world)) == (["invoice_number"], None)
    assert '"text": "Invoice number"' in words(world)
    assert len(await submit(world)) == 1
    await give(world, "invoice_number", "1042")
    assert text_of(world) == "Hello Jane, invoice 1042 is due."
    await give(world, "invoice_number", "10429")
    assert text_of(world) == "Hello Jane, invoice 10429 is due."
    assert await submit(world) == {}
    assert (await sent(world))[0].body == "Hello Jane, invoice 10429 is due."


async def test_what_was_said_for_one_client_is_asked_anew_for_the_next(world: World) -> None:
    await world.add_client()
    await world.add_client("Omar", "+12025550124")
    await keep(world, "Invoice", INVOICE)
    await opened(world)
    await take(world, "Invoice")
    await give(world, "invoice_number", "1042")
    await meet(world, "Omar")
    assert (asked(world), text_of(world)) == (["invoice_number"], None)
    await give(world, "invoice_number", "77")
    assert text_of(world) == "Hello Omar, invoice 77 is due."


async def test_blanks_alone_are_no_value(world: World) -> None:
    """Slack takes them for an answer; the sentence stands at the field."""
    await world.add_client()
    await keep(world, "Invoice", INVOICE)
    await opened(world)
    await take(world, "Invoice")
    await give(world, "invoice_number", "   ")
    [(block, said)] = (await submit(world)).items()
    assert block.endswith(":invoice_number")
    assert said.startswith("Say what the template should put for “invoice number”")
    assert await sent(world) == []


async def test_a_template_that_asks_for_more_than_ten_values_is_not_for_here(world: World) -> None:
    await world.add_client()
    await keep(world, "Long", " ".join(f"{{{{ thing_{number} }}}}" for number in range(11)))
    await keep(world, "Ten", " ".join(f"{{{{ thing_{number} }}}}" for number in range(10)))
    await opened(world)
    await take(world, "Ten")
    assert len(asked(world)) == 10
    await take(world, "Long")
    assert TOO_MANY in words(world)
    assert await submit(world) == {"ready": TOO_MANY}


async def test_words_of_one_s_own_come_back_when_the_template_is_taken_out(world: World) -> None:
    await world.add_client()
    await keep(world, "Hello", HELLO)
    await keep(world, "Invoice", INVOICE)
    await opened(world, "Jane Doe My own <words> & more")
    await take(world, "Hello")
    assert text_of(world) == "Hello Jane, see you soon."
    assert "My own <words> & more" in words(world)
    await take(world, "Invoice")
    assert "My own <words> & more" in words(world)
    await take(world, NO_TEMPLATE)
    assert text_of(world) == "My own <words> & more"
    assert await submit(world) == {}
    [row] = await sent(world)
    assert (row.body, row.made_from) == ("My own <words> & more", None)


async def test_the_field_can_be_cleared_as_well(world: World) -> None:
    await world.add_client()
    await keep(world, "Hello", HELLO)
    await opened(world, "Jane Doe My own words")
    await take(world, "Hello")
    view, nothing = window(world).id, {"selected_option": None}
    assert await world.slack.people.choose(MAYA, view, "ready", "compose_ready", nothing)
    assert text_of(world) == "My own words"


async def test_changed_words_stay_when_the_template_is_taken_out(world: World) -> None:
    await world.add_client()
    await keep(world, "Hello", HELLO)
    await opened(world)
    await take(world, "Hello")
    await write(world, "Something else")
    await take(world, NO_TEMPLATE)
    assert text_of(world) == "Something else"


async def test_only_those_that_go_by_the_channel_are_offered(world: World) -> None:
    await world.add_client()
    await keep(world, "By text", "Hello", reach=Reach.SMS)
    await keep(world, "By WhatsApp", "Hello", reach=Reach.WHATSAPP)
    await keep(world, "To the team", "Hello", reach=Reach.SLACK)
    await opened(world)
    assert [each["text"]["text"] for each in await offered(world)] == [NO_TEMPLATE, "By text"]
    await take(world, "By text")
    await by(world, Channel.WHATSAPP)
    assert [each["text"]["text"] for each in await offered(world)] == [NO_TEMPLATE, "By WhatsApp"]
    said = "“By text” is a template for SMS, so it does not go by WhatsApp. Choose another."
    assert said in words(world)
    assert await submit(world) == {"ready": said}


async def test_the_menu_keeps_to_slack_s_limits_and_looks_into_the_words(world: World) -> None:
    for number in range(120):
        await keep(world, f"{number:03} {'x' * 70}", "Bring your {{ thing }} & <tools> " + "y" * 200)
    await keep(world, "Papers", "Bring your passport")
    await opened(world, "")
    assert len(await offered(world)) == 100
    assert [each["text"]["text"] for each in await offered(world, "PASSPORT")] == ["Papers"]
    [nothing] = await offered(world, "zzz")
    assert (nothing["text"]["text"], nothing["value"]) == (NOTHING_FITS, "none:")


async def test_a_sentence_in_the_menu_is_no_template(world: World) -> None:
    await world.add_client()
    await opened(world, "Jane Doe Hello")
    [nothing] = await offered(world, "zzz")
    chosen = {"selected_option": nothing}
    await world.slack.people.choose(MAYA, window(world).id, "ready", "compose_ready", chosen)
    assert text_of(world) == "Hello"
    assert await submit(world) == {}


async def test_a_template_that_is_gone_is_told_at_its_field(world: World) -> None:
    await world.add_client()
    template = await keep(world, "Hello", HELLO)
    await opened(world)
    await take(world, "Hello")
    async with world.ctx.store.write(world.deps.workspace_id) as uow:
        await uow.message_templates.archive(template.id, MAYA, NOW)
    assert await submit(world) == {"ready": GONE}
    await write(world, "Hello anyway")
    assert (GONE in words(world), text_of(world)) == (True, "Hello anyway")
    assert await submit(world) == {"ready": GONE}


async def test_nothing_goes_that_nobody_has_read(world: World) -> None:
    """Somebody chooses a template and presses the button before the form was drawn anew."""
    await world.add_client()
    await keep(world, "Hello", HELLO)
    await opened(world, "Jane Doe My own words")
    [value] = [each for each in await offered(world) if each["text"]["text"] == "Hello"]
    window(world).state["ready"]["compose_ready"]["selected_option"] = value
    assert await submit(world) == {}
    assert (await sent(world), text_of(world)) == ([], "Hello Jane, see you soon.")
    assert LOOK in words(world)
    assert await submit(world) == {}
    assert [row.body for row in await sent(world)] == ["Hello Jane, see you soon."]


async def test_words_that_were_changed_by_others_meanwhile_are_shown_first(world: World) -> None:
    await world.add_client()
    template = await keep(world, "Hello", HELLO)
    await opened(world)
    await take(world, "Hello")
    async with world.ctx.store.write(world.deps.workspace_id) as uow:
        variants = (replace(template.variants[0], content="Good day {{ first_name }}"),)
        assert await uow.message_templates.change(replace(template, variants=variants, version=2))
    assert await submit(world) == {}
    assert (await sent(world), text_of(world)) == ([], "Good day Jane")
    assert await submit(world) == {}
    [row] = await sent(world)
    assert (row.body, row.made_from["version"]) == ("Good day Jane", 2)


async def test_a_new_number_has_no_name_to_be_called_by(world: World) -> None:
    await keep(world, "Hello", HELLO)
    await opened(world, "+1 202-555-0177")
    await take(world, "Hello")
    assert asked(world) == ["first_name"]
    await world.slack.people.type_text(MAYA, window(world).id, "name", "compose_name", "Ann Lee")
    await give(world, "first_name", "Annie")
    # By now the name is known, and what is known is not asked for.
    assert (asked(world), text_of(world)) == ([], "Hello Ann, see you soon.")


async def test_marketing_goes_to_the_gate_as_marketing(world: World) -> None:
    await world.add_client()
    await keep(world, "Offer", "Only today, {{ first_name }}!", purpose=Purpose.MARKETING)
    await opened(world)
    await take(world, "Offer")
    assert "*It would not be sent:*" in words(world)
    assert "client" in await submit(world)
    assert await sent(world) == []


@pytest.mark.parametrize(
    "typed", ["{{ 7*7 }}", "{{7*7}} {% for x in y %}", "{{ first_name }}", "{# a #} {{ ''.__class__ }}"]
)
async def test_what_a_teammate_types_is_never_rendered(world: World, typed: str) -> None:
    await world.add_client()
    await keep(world, "Hello", HELLO)
    await keep(world, "Invoice", INVOICE)
    await opened(world, f"Jane Doe {typed}")
    assert text_of(world) == typed
    await take(world, "Invoice")
    await give(world, "invoice_number", typed)
    assert text_of(world) == f"Hello Jane, invoice {typed} is due."
    await take(world, "Hello")
    await write(world, f"Changed {typed}")
    assert (asked(world), text_of(world)) == ([], f"Changed {typed}")
    # The gate takes braces for a gap that somebody has forgotten.
    [said] = (await submit(world)).values()
    assert said.startswith("The text still has a gap to be filled in: {{")
    assert await sent(world) == []


async def test_a_client_s_name_is_never_rendered(world: World) -> None:
    await world.add_client("{{7*7}} <!channel>")
    await keep(world, "Hello", HELLO)
    await opened(world, "")
    await meet(world, "7*7")
    await take(world, "Hello")
    assert text_of(world) == "Hello {{7*7}}, see you soon."


async def test_emoji_and_lines_are_no_change(world: World) -> None:
    """Slack hands emoji back as codes."""
    await world.add_client()
    await keep(world, "Hello", "Hi {{ first_name }} 👋\n\nSee ❤️ you")
    await opened(world)
    await take(world, "Hello")
    view = window(world)
    view.state[body_block(view)]["compose_body"]["value"] = "Hi Jane :wave:\n\nSee :heart: you"
    assert await submit(world) == {}
    [row] = await sent(world)
    assert row.body == "Hi Jane 👋\n\nSee ❤️ you"


async def test_the_newest_of_two_changes_at_once_wins(world: World) -> None:
    await world.add_client()
    await world.add_client("Omar", "+12025550124")
    await keep(world, "Hello", HELLO)
    await opened(world)
    await take(world, "Hello")
    await asyncio.gather(meet(world, "Omar"), write(world, "Changed at the same moment"))
    assert text_of(world) == "Changed at the same moment"
    assert "Omar" in str(window(world).state["client"])


async def test_everything_at_once_fits_into_a_form(world: World) -> None:
    """The most blocks there can be, far below the hundred that Slack takes."""
    await world.add_client()
    await keep(world, "Ten", " ".join(f"{{{{ thing_{number} }}}}" for number in range(10)))
    await opened(world, "Jane Doe " + "x" * 2990)
    await take(world, "Ten")
    for number in range(10):
        await give(world, f"thing_{number}", "y" * 300)
    assert len(window(world).blocks) < 50
    assert len(window(world).private_metadata) < 3000
    assert text_of(world) is not None


async def test_the_shortcut_in_a_thread_opens_it_with_the_menu_in_front(world: World) -> None:
    client = await world.add_client()
    await keep(world, "Hello", HELLO)
    root = await SlackThreads(world.client).post_root(CLIENTS, Card("V1", client), "card")
    async with world.ctx.store.write(world.deps.workspace_id) as uow:
        threads = await open_threads(uow, {client.id: SMS.address}, CLIENTS, NOW, {})
        await uow.conversations.set_root(threads[client.id].id, root)
    assert await world.slack.people.message_shortcut(MAYA, CLIENTS, root, "use_template")
    view = window(world)
    assert block_ids(view)[0] == "ready"
    assert view.blocks[0]["element"]["focus_on_load"] is True
    assert str(view.blocks).count("focus_on_load") == 1
    await take(world, "Hello")
    assert block_ids(window(world))[0] == "ready"
    assert text_of(world) == "Hello Jane, see you soon."
    assert await submit(world) == {}
    assert [row.body for row in await sent(world)] == ["Hello Jane, see you soon."]


async def test_the_shortcut_is_told_no_elsewhere(world: World) -> None:
    ts = world.slack.people.post(MAYA, GENERAL, "Lunch?")
    assert await world.slack.people.message_shortcut(MAYA, GENERAL, ts, "use_template")
    assert "does not stand in a client's thread" in words(world)
