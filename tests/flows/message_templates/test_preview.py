"""A template while it is written: as a client would read it, with what is missing, its size and its cost."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.channel import Channel
from bot.domain.message import Purpose
from bot.domain.message_template import Approved, MessageTemplate, Reach, Variant
from bot.domain.thread import OutboundPost
from bot.flows.message_templates.fill import fill
from bot.flows.message_templates.preview import Sight, look_at
from bot.flows.message_templates.rules import Draft, asked_names, mistakes
from bot.flows.outbound.compose import Composed, ComposeRequest, compose
from bot.flows.outbound.made_of import MadeOf
from bot.templating.variables import NAMES
from tests.flows.harness import JANE, Team
from tests.flows.message_templates.filled import filled_for
from tests.flows.message_templates.shelf import HELLO, written
from tests.support.world import CLOCK_START, OUR_SMS


async def look(team: Team, draft: Draft, client: str | None = None, language: str = "") -> Sight:
    return await look_at(team.ctx, team.workspace_id, "U1", draft, client, language)


def saying(*contents: str, reach: Reach = Reach.SMS) -> Draft:
    languages = ("en", "es")
    variants = tuple(Variant(code, each) for code, each in zip(languages, contents, strict=False))
    return Draft("A draft", reach, variants)


async def test_without_a_client_samples_stand_in_the_language_that_is_looked_at(team: Team) -> None:
    sight = await look(team, HELLO, language="es")

    assert (sight.text, sight.language, sight.client_name) == ("Hola Jane.", "es", "")
    assert sight.segments is not None
    assert (sight.channel, sight.segments.count, sight.cost) == (Channel.SMS, 1, None)


async def test_a_client_reads_their_own_language_whatever_is_looked_at(team: Team) -> None:
    client = await team.meet("Zoë Müller")
    async with team.ctx.store.write(team.workspace_id) as uow:
        await uow.clients.change(client, language="es")

    sight = await look(team, HELLO, client, language="en")

    assert (sight.text, sight.language, sight.client_name) == ("Hola Zoë.", "es", "Zoë Müller")
    assert sight.cost is not None


async def test_what_is_added_below_the_first_text_counts(team: Team) -> None:
    client = await team.meet("Jane Doe")

    sight = await look(team, saying("x" * 150), client)

    assert sight.notice.startswith("Harbor Clinic.")
    assert sight.segments is not None
    assert sight.segments.count == 2
    assert sight.characters == len("x" * 150 + "\n" + sight.notice)


async def test_what_nobody_knows_stands_in_brackets_and_is_named(team: Team) -> None:
    client = await team.meet("Jane Doe")
    draft = saying(
        "See {{ doctor }} on {{ appointment_date|date }}{% if room == '[room]' %}!{% endif %} {{ room }}"
    )

    sight = await look(team, draft, client)

    assert sight.text.startswith("See [doctor] on [appointment date]")
    assert sight.missing == ("appointment_date",)
    assert sight.asked == ("doctor", "room")


async def test_a_number_without_a_name_has_none(team: Team) -> None:
    await team.written_to(JANE, channel=Channel.SMS)
    [client] = await team.clients()
    template = await written(team)

    filled = await filled_for(team, template.id, client.id)

    assert filled.missing == ("first_name",)


async def test_what_cannot_be_filled_in_says_why(team: Team) -> None:
    sight = await look(team, saying("Hi {{ first_name"))

    assert sight.text == ""
    assert sight.problems[0].startswith("Line 1:")


async def test_an_empty_draft_and_a_client_who_is_gone_are_no_fault(team: Team) -> None:
    assert (await look(team, Draft("", Reach.ALL, ()))).text == ""
    assert (await look(team, HELLO, "C0GONE", language="en")).text == "Hi Jane."


async def test_the_gate_says_what_is_against_it(team: Team) -> None:
    client = await team.meet("Jane Doe")
    await team.opt_out()

    sight = await look(team, HELLO, client)

    assert "opted out" in " ".join(sight.against)
    assert (await look(team, replace(HELLO, purpose=Purpose.MARKETING), client)).against


async def test_where_an_approved_template_stands_in_the_closed_window_is_nothing_against_it(
    team: Team,
) -> None:
    client = await team.meet("Jane Doe")
    draft = saying("Hi {{ first_name }}", reach=Reach.WHATSAPP)
    beside = (replace(draft.variants[0], approved=Approved("HX1")),)

    alone, with_one = (
        await look(team, draft, client),
        await look(team, replace(draft, variants=beside), client),
    )

    assert (alone.stands_in, with_one.stands_in) == (False, True)
    closed = set(alone.against) - set(with_one.against)
    assert len(closed) == 1
    assert "WhatsApp takes no text of your own" in closed.pop()


async def test_a_post_for_slack_is_neither_counted_nor_judged(team: Team) -> None:
    client = await team.meet("Jane Doe")

    sight = await look(team, saying("New: {{ client_name }}", reach=Reach.SLACK), client)

    assert (sight.channel, sight.segments, sight.max_characters) == (None, None, 40_000)
    assert sight.against == ()


async def test_whatsapp_has_no_segments_and_all_goes_the_first_way_there_is(team: Team) -> None:
    assert (await look(team, saying("Hi", reach=Reach.WHATSAPP))).segments is None
    assert (await look(team, saying("Hi", reach=Reach.ALL))).channel is Channel.SMS
    only_whatsapp = team.with_context(senders=team.ctx.senders_for(Channel.WHATSAPP))
    assert (await look(only_whatsapp, saying("Hi", reach=Reach.ALL))).channel is Channel.WHATSAPP


async def test_the_thread_says_of_which_template_in_which_version_a_text_is(team: Team) -> None:
    await team.meet("Jane Doe")
    template = await written(team)
    made_of = MadeOf(template.id, version=1, language="en")
    request = ComposeRequest(
        "view:1", "U1", Channel.SMS, OUR_SMS, "Hi Jane.", None, JANE, "Jane Doe", made_of=made_of
    )
    assert isinstance(await compose(team.ctx, team.workspace_id, request), Composed)
    await team.work()

    [post] = team.posts(OutboundPost)
    assert post.made_from is not None
    assert (post.made_from.template_name, post.made_from.version) == ("Hello", 1)


_PIECES = st.sampled_from(
    [
        "Hi ",
        "{{ first_name }}",
        "{{ doctor|default('you') }}",
        "{% if room %}",
        "{% else %}",
        "{% endif %}",
        "{{ appointment_date|time }}",
        "{{ a.b }}",
        "{{",
        "}}",
        "{# no #}",
        "<!channel>",
        "{{ room }}",
    ]
)


@given(st.lists(_PIECES, min_size=1, max_size=8).map("".join))
def test_whatever_is_taken_can_be_filled_in_once_all_that_is_asked_for_is_given(content: str) -> None:
    draft = Draft("A draft", Reach.SMS, (Variant("en", content.strip()),))
    if mistakes(draft, {}):
        return
    template = MessageTemplate("T1", "A draft", Reach.SMS, draft.variants, 1, CLOCK_START)
    given_ = dict.fromkeys([*asked_names(content), *NAMES], "there")

    filled = fill(template, "en", {}, given_)

    assert filled.missing == ()
    assert "{{" not in filled.text
