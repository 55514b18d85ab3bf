"""/messaging settings: each page is filled in, saved, refused where it cannot be so, and audited."""

from datetime import time, timedelta
from decimal import Decimal

import pytest

from bot.domain.channel import Channel
from bot.domain.roles import Role
from bot.domain.settings import (
    Budget,
    DlpAction,
    DlpKind,
    KeywordAnswers,
    Price,
    RoutingRule,
    SenderTexting,
    Texting,
    WorkspaceSettings,
)
from bot.flows.inbound.receive import receive
from bot.flows.settings.change import MEANWHILE, change
from bot.slack.settings import PAGES
from bot.slack.settings.channel import INVITE
from bot.slack.settings.page import (
    ADD_PATTERN,
    MOVE_THREADS,
    OPEN,
    PREVIEW_ANSWERS,
    RAISE_RULE,
    REMOVE_PATTERN,
    REMOVE_RULE,
    SHOW_MEANWHILE,
)
from tests.slack.conftest import CLIENTS, GENERAL, MAYA, QUIET, SMS, WHATSAPP, World
from tests.slack.windows import (
    appoint,
    command,
    deeds,
    fill,
    pick,
    press,
    set_field,
    submit,
    title,
    window,
    words,
)
from tests.support.world import inbound


async def settings(world: World) -> WorkspaceSettings:
    async with world.ctx.store.read(world.deps.workspace_id) as uow:
        return (await uow.settings.load()).settings


async def page(world: World, name: str) -> None:
    """Open a page from the menu."""
    await appoint(world, MAYA, Role.ADMIN)
    await command(world, MAYA, "/messaging", "settings")
    await press(world, f"page:{name}", OPEN)


async def changes(world: World) -> dict[str, list[object]]:
    """What the newest line of the audit says of the settings."""
    deed = (await deeds(world))[0]
    assert (deed.actor, deed.action) == (MAYA, "settings_changed")
    found: dict[str, list[object]] = deed.detail["changes"]
    return found


@pytest.mark.parametrize("name", sorted(PAGES))
async def test_every_page_opens_and_saves_what_it_shows_as_no_change(world: World, name: str) -> None:
    await page(world, name)
    assert title(world) == PAGES[name].title
    before = await settings(world)
    if name not in {"teams", "prices", "numbers", "systems"}:
        assert await submit(world) == {}
        assert title(world) == "Settings"
    assert await settings(world) == before
    assert [deed.action for deed in await deeds(world)] == ["role_granted"]


async def test_menu_marks_what_nobody_has_changed(world: World) -> None:
    await page(world, "frequency")
    await fill(world, per_day="2")
    assert await submit(world) == {}
    shown = words(world)
    assert "*Frequency*\\nAt most 2 a day to a client" in shown
    assert "*Quiet hours* · _as it comes_" in shown


async def test_quiet_hours(world: World) -> None:
    await page(world, "quiet_hours")
    people = world.slack.people
    for block, at in (("opens", "09:30"), ("closes", "20:00")):
        await people.choose(MAYA, window(world).id, block, block, {"selected_time": at})
    await pick(world, "state_rules")
    await fill(world, reply="0")
    assert await submit(world) == {}
    assert "Texts go from 9:30 AM to 8:00 PM the client's time" in words(world)
    quiet = (await settings(world)).quiet
    assert (quiet.opens, quiet.closes, quiet.state_rules) == (time(9, 30), time(20), False)
    assert quiet.reply_passes == timedelta(0)
    assert await changes(world) == {
        "quiet.opens": ["8:00 AM", "9:30 AM"],
        "quiet.closes": ["9:00 PM", "8:00 PM"],
        "quiet.state_rules": [True, False],
        "quiet.reply_passes": ["60 minutes", "0 minutes"],
    }


async def test_quiet_hours_that_cannot_be(world: World) -> None:
    await page(world, "quiet_hours")
    await world.slack.people.choose(MAYA, window(world).id, "closes", "closes", {"selected_time": "07:00"})
    await fill(world, reply="long")
    errors = await submit(world)
    assert errors["closes"] == "The last text of a day must go later than the first one."
    assert "whole number from 0 to 1,440" in errors["reply"]


async def test_who_looks_after_whom(world: World) -> None:
    await page(world, "inbox")
    await pick(world, "rules", "claim_on_reply")
    await fill(world, fresh_card_after_days="soon")
    assert "whole number from 0 to 3,650" in (await submit(world))["fresh_card_after_days"]
    await fill(world, fresh_card_after_days="")
    assert await submit(world) == {}
    rules = (await settings(world)).inbox
    assert (rules.claim_on_reply, rules.ask_before_stepping_in) == (True, False)
    assert rules.fresh_card_after_days == 0
    assert "others may answer too; no fresh cards" in words(world)


async def test_whether_clients_see_that_we_read_and_write(world: World) -> None:
    await page(world, "presence")
    await pick(world, "rules", "show")
    assert await submit(world) == {}
    assert (await settings(world)).presence.show
    assert "Clients on WhatsApp see when we have read and are writing" in words(world)


async def test_consent_and_content(world: World) -> None:
    await page(world, "consent")
    await pick(world, "rules", "direct_needs_consent", "stop_covers_all")
    await pick(world, "languages", "en", "fr")
    assert await submit(world) == {}
    rules = (await settings(world)).consent
    assert (rules.direct_needs_consent, rules.stop_covers_all) == (True, True)
    assert rules.languages == ("en", "fr")
    await press(world, "page:content", OPEN)
    await fill(world, business="  Harbor <b> & Sons ")
    await pick(world, "rules")
    assert await submit(world) == {}
    content = (await settings(world)).content
    assert (content.business, content.notice_on_first, content.spam_warnings) == (
        "Harbor <b> & Sons",
        False,
        False,
    )


async def test_sensitive_data_by_direction(world: World) -> None:
    await page(world, "sensitive")
    await pick(world, "outbound:0", "redact")
    await pick(world, "inbound:2", "off")
    assert await submit(world) == {}
    rules = (await settings(world)).dlp
    assert (rules[0].outbound, rules[2].inbound) == (DlpAction.REDACT, DlpAction.OFF)
    assert await changes(world) == {
        "dlp.Card number.outbound": ["block", "redact"],
        "dlp.IBAN.inbound": ["redact", "off"],
    }


async def test_pattern_of_ones_own_is_added_and_removed(world: World) -> None:
    await page(world, "sensitive")
    await press(world, "patterns", ADD_PATTERN)
    await fill(world, name="Patient number", pattern="MRN-(")
    assert set(await submit(world)) == {"pattern"}
    await fill(world, name="card NUMBER", pattern="x*")
    errors = await submit(world)
    assert "a rule of this name already" in errors["name"]
    assert "every text" in errors["pattern"]
    await fill(world, name="Patient number", pattern=r"MRN-\d{7}")
    assert await submit(world) == {}
    assert title(world) == "Sensitive data"
    assert "Patient number" in words(world)
    rule = (await settings(world)).dlp[-1]
    assert (rule.name, rule.kind, rule.pattern) == ("Patient number", DlpKind.PATTERN, r"MRN-\d{7}")
    await press(world, "rule:3", REMOVE_PATTERN)
    assert "Patient number" not in words(world)
    assert len((await settings(world)).dlp) == 3


async def test_budget_of_the_workspace_and_of_a_team(world: World) -> None:
    await page(world, "budget")
    await fill(world, amount="a lot", messages="-1")
    assert set(await submit(world)) == {"amount", "messages"}
    await fill(world, amount="$1,250.50", messages="2,000")
    assert await submit(world) == {}
    assert (await settings(world)).budget == Budget(Decimal("1250.50"), 2000)
    assert "$1,250.50 and 2,000 messages a month" in words(world)
    await press(world, "page:teams", OPEN)
    await pick(world, "group", "S0FRONT")
    await fill(world, amount="50")
    assert await submit(world) == {}
    assert (await settings(world)).team_budgets == {"S0FRONT": Budget(Decimal(50))}
    assert await world.count("group_members") == 1
    await press(world, "page:teams", OPEN)
    await pick(world, "group", "S0FRONT")
    assert await submit(world) == {}
    assert (await settings(world)).team_budgets == {}


async def test_prices_of_ones_own(world: World) -> None:
    await page(world, "prices")
    await fill(world, country="us", amount="0.0079")
    assert await submit(world) == {}
    assert (await settings(world)).prices == (Price("US", Channel.SMS, Decimal("0.0079")),)
    await press(world, "page:prices", OPEN)
    await fill(world, country="1", amount="free")
    assert set(await submit(world)) == {"country", "amount"}
    await fill(world, country="US", amount="")
    assert await submit(world) == {}
    assert (await settings(world)).prices == ()


async def test_channel_of_reports_must_have_the_app_in_it(world: World) -> None:
    await page(world, "channel")
    people = world.slack.people
    await people.choose(MAYA, window(world).id, "channel", "channel", {"selected_conversation": QUIET})
    assert await submit(world) == {"channel": INVITE}
    await people.choose(MAYA, window(world).id, "channel", "channel", {"selected_conversation": CLIENTS})
    assert await submit(world) == {}
    assert (await settings(world)).system_channel == CLIENTS
    assert f"In <#{CLIENTS}>" in words(world)


async def test_time_zone_and_default_role(world: World) -> None:
    await page(world, "time_zone")
    await fill(world, time_zone="Atlantis")
    assert "no such time zone" in (await submit(world))["time_zone"]
    await fill(world, time_zone="america/new york")
    assert await submit(world) == {}
    assert (await settings(world)).time_zone == "America/New_York"
    await press(world, "page:default_role", OPEN)
    await pick(world, "role", "viewer")
    assert await submit(world) == {}
    assert (await settings(world)).default_role is Role.VIEWER


async def test_two_admins_at_once_do_not_undo_each_other_unseen(world: World) -> None:
    await page(world, "time_zone")
    async with world.ctx.store.read(world.deps.workspace_id) as uow:
        version = (await uow.settings.load()).version
    await appoint(world, "U0SAM", Role.ADMIN)
    await change(world.ctx, world.deps.workspace_id, "U0SAM", version, _to_viewers)
    await fill(world, time_zone="Europe/Paris")
    assert await submit(world) == {}
    assert MEANWHILE in words(world)
    assert (await settings(world)).time_zone == "UTC"


def _to_viewers(old: WorkspaceSettings) -> WorkspaceSettings:
    from dataclasses import replace

    return replace(old, default_role=Role.VIEWER)


async def _rule(world: World, channel: str, **chosen: str) -> dict[str, str]:
    people, view = world.slack.people, window(world)
    await people.choose(MAYA, view.id, "channel", "channel", {"selected_conversation": channel})
    if "sender" in chosen:
        await pick(world, "sender", chosen["sender"])
    if "tag" in chosen:
        await fill(world, tag=chosen["tag"])
    return await submit(world)


async def test_routing_rules_are_added_ordered_and_removed(world: World) -> None:
    await page(world, "routing")
    assert await _rule(world, QUIET, tag="VIP") == {"channel": INVITE}
    assert set(await _rule(world, CLIENTS, tag="")) == {"tag"}
    assert await _rule(world, CLIENTS, tag="  VIP ") == {}
    await press(world, "page:routing", OPEN)
    assert set(await _rule(world, GENERAL, tag="vip")) == {"tag"}
    assert await _rule(world, GENERAL, sender=WHATSAPP.address, tag="") == {}
    rules = (RoutingRule(CLIENTS, tag="VIP"), RoutingRule(GENERAL, WHATSAPP.address))
    assert (await settings(world)).routing == rules
    assert "2 rules, then the inbox channel" in words(world)
    await press(world, "page:routing", OPEN)
    assert f"1. <#{CLIENTS}> for clients with the tag *VIP*" in words(world)
    await press(world, "order:1", RAISE_RULE)
    assert (await settings(world)).routing == rules[::-1]
    assert f"1. <#{GENERAL}>" in words(world)
    await press(world, "order:1", REMOVE_RULE)
    assert (await settings(world)).routing == rules[1:]
    assert (await changes(world)).keys() == {
        "routing.any sender/VIP.slack_channel",
        "routing.any sender/VIP.sender",
        "routing.any sender/VIP.tag",
        "routing.any sender/VIP.texts_from",
    }
    await press(world, "move", MOVE_THREADS)
    assert "Nothing was moved" in words(world)


async def test_a_sender_is_made_one_way_and_what_came_meanwhile_is_shown(world: World) -> None:
    await page(world, "texting")
    await pick(world, "texting:0", "auto_reply")
    await fill(world, **{"answer:0": "Call {{ nobody }}"})
    assert "no value called nobody" in (await submit(world))["answer:0"]
    await fill(world, **{"answer:0": "Call {{ company_name }}"})
    assert await submit(world) == {}
    one_way = SenderTexting(Channel.SMS, SMS.address, Texting.AUTO_REPLY, "Call {{ company_name }}")
    assert (await settings(world)).texting == (one_way,)
    assert "automatic answer" in words(world)
    await receive(world.ctx, world.deps.workspace_id, [inbound("Hello?", "SM1")])
    await press(world, "page:texting", OPEN)
    assert "came meanwhile" not in words(world)
    await pick(world, "texting:0", "two_way")
    assert await submit(world) == {}
    await press(world, "page:texting", OPEN)
    assert "Show what came meanwhile (1)" in words(world)
    await press(world, "meanwhile:0", SHOW_MEANWHILE)
    assert "came meanwhile" not in words(world)
    assert (await deeds(world))[0].action == "unshown_shown"


async def test_automatic_answers_with_errors_at_the_field_and_a_preview(world: World) -> None:
    await page(world, "answers")
    await fill(world, phone="12", email="nobody", info="{{ client_name.x }}", status="{{ nmae }}")
    errors = await submit(world)
    assert set(errors) == {"phone", "email", "info", "status"}
    assert errors["info"] == "Line 1: a dot after a name cannot be used here."
    await fill(world, phone="(202) 555-0111", email="hello@harbor.example", status="{{ first_name }}, hi")
    await fill(world, info="")
    await press(world, "preview", PREVIEW_ANSWERS)
    shown = words(world)
    assert "Jane, hi" in shown
    assert "Harbor Clinic: write here and our team answers. Call (202) 555-0111." in shown
    await world.slack.people.close_view(MAYA, window(world).id)
    assert await submit(world) == {}
    assert (await settings(world)).answers == KeywordAnswers(
        status="{{ first_name }}, hi", phone="+12025550111", email="hello@harbor.example"
    )
    assert "Your own words for STATUS, with your contact" in words(world)


async def test_how_an_appointment_is_confirmed_and_where_clients_find_you(world: World) -> None:
    await page(world, "answers")
    await fill(world, portal="harbor.example", confirm_words="C, help", confirmed="{{ invoice_amount }}")
    errors = await submit(world)
    assert set(errors) == {"portal", "confirm_words", "confirmed"}
    assert "means HELP already" in errors["confirm_words"]
    await fill(world, portal="https://harbor.example/portal", confirm_words="Aye,  yes ,aye!")
    await fill(
        world, confirmed="{% if language == 'es' %}Gracias{% else %}Thanks, {{ first_name }}{% endif %}"
    )
    await press(world, "preview", PREVIEW_ANSWERS)
    assert "Thanks, Jane" in words(world)
    await world.slack.people.close_view(MAYA, window(world).id)
    await set_field(world, "thanks", selected_options=[])
    assert await submit(world) == {}
    kept = (await settings(world)).answers
    assert kept.portal == "https://harbor.example/portal"
    assert (kept.confirm_words, kept.answers_confirmed) == (("Aye", "yes"), False)
    assert "Your own words for a confirmation" in words(world)
    assert "who confirms an appointment is not answered" in words(world)
