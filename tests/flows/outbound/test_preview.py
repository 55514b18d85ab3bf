"""What the form shows while one types: segments, the client's time, and what the gate would say."""

from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.domain.channel import Channel
from bot.domain.roles import Role
from bot.flows.outbound.compose import Composed, ComposeRequest, compose
from bot.flows.outbound.preview import Preview, preview
from bot.flows.outbound.route import NoRoute
from bot.storage.tables import clients
from tests.flows.harness import JANE, Team
from tests.support.world import OUR_SMS


async def _preview(team: Team, body: str = "Hello", **more: Any) -> Preview:
    given = {"channel": Channel.SMS, "sender": OUR_SMS, "user": "U1"} | more
    return await preview(team.ctx, team.workspace_id, ComposeRequest(intent_key="", body=body, **given))


def _against(shown: Preview) -> str:
    """What stands against it, in words."""
    return " ".join(reason.words for reason in shown.verdict.against) if shown.verdict else ""


async def test_a_text_is_counted_in_characters_and_segments(team: Team) -> None:
    shown = await _preview(team, "x" * 161, new_number=JANE)
    added = len("\nHarbor Clinic. Reply STOP to opt out.")
    assert (shown.characters, shown.max_characters) == (161 + added, 1600)
    assert shown.segments
    assert (shown.segments.encoding, shown.segments.count) == ("GSM-7", 2)


async def test_who_has_no_name_yet_is_called_by_the_number(team: Team) -> None:
    [warning] = (await _preview(team, new_number=JANE)).verdict.warnings  # type: ignore[union-attr]
    assert warning.words.startswith("No consent is recorded for +1 212-555-0123 on SMS.")


async def test_whatsapp_has_no_segments(team: Team) -> None:
    shown = await _preview(team, new_number=JANE, channel=Channel.WHATSAPP)
    assert (shown.segments, shown.max_characters) == (None, 4096)


async def test_the_clients_time_is_that_of_the_number(team: Team) -> None:
    shown = await _preview(team, new_number=JANE)
    assert shown.local_time == team.clock.now()
    assert shown.local_time
    assert shown.local_time.tzinfo == ZoneInfo("America/New_York")
    assert not shown.zone_uncertain


async def test_the_clients_own_zone_comes_before_the_numbers(team: Team) -> None:
    client_id = await team.meet("Jane Doe")
    await team.change(clients, client_id, time_zone="Asia/Tokyo")
    shown = await _preview(team, client_id=client_id)
    assert shown.local_time
    assert shown.local_time.tzinfo == ZoneInfo("Asia/Tokyo")


async def test_a_number_of_several_zones_says_that_the_time_is_uncertain(team: Team) -> None:
    assert (await _preview(team, new_number="+18005550123")).zone_uncertain


async def test_without_anybody_chosen_there_is_no_time_and_no_verdict(team: Team) -> None:
    shown = await _preview(team)
    assert (shown.local_time, shown.verdict) == (None, None)


async def test_an_empty_text_is_not_yet_a_mistake(team: Team) -> None:
    shown = await _preview(team, " ", new_number=JANE)
    assert (_against(shown), shown.is_empty, shown.characters) == ("", True, 0)


async def test_what_the_gate_would_refuse_is_said_while_typing(team: Team) -> None:
    client_id = await team.meet("Jane Doe")
    await team.opt_out()
    assert "Jane Doe opted out of SMS" in _against(await _preview(team, client_id=client_id))
    by_whatsapp = await _preview(team, client_id=client_id, channel=Channel.WHATSAPP)
    assert "has not written to you on WhatsApp yet" in _against(by_whatsapp)
    await team.written_to(JANE)
    assert _against(await _preview(team, client_id=client_id, channel=Channel.WHATSAPP)) == ""
    assert "our own number" in _against(await _preview(team, new_number=OUR_SMS))
    assert "1,601 characters" in _against(await _preview(team, "x" * 1601, new_number="+12125550124"))


async def test_a_number_that_somebody_has_by_now_is_asked_about_as_that_client(team: Team) -> None:
    await team.meet("Jane Doe")
    await team.opt_out()
    assert "Jane Doe opted out of SMS" in _against(await _preview(team, new_number=JANE))


async def test_without_a_sender_there_is_nothing_to_foretell(team: Team) -> None:
    with pytest.raises(NoRoute):
        await _preview(team.with_context(senders=()))


async def test_at_night_it_says_until_when_the_text_would_wait(team: Team) -> None:
    client_id = await team.meet("Jane Doe")
    team.clock.advance(hours=12)
    verdict = (await _preview(team, client_id=client_id)).verdict
    assert verdict
    assert verdict.waiting
    assert verdict.waiting.there == "8:00 AM Jane Doe's time (New York, tomorrow)"
    assert verdict.waiting.briefly == "8:00 AM"
    assert verdict.codes == {"quiet_hours"}


async def test_only_who_may_override_is_offered_to_and_others_hear_who_could(team: Team) -> None:
    client_id = await team.meet("Jane Doe")
    team.clock.advance(hours=12)
    mine = (await _preview(team, client_id=client_id)).verdict
    await team.promote("U2", Role.MANAGER)
    theirs = (await _preview(team, client_id=client_id, user="U2")).verdict
    assert mine
    assert theirs
    assert (mine.may_override, mine.who_could) == (False, "A manager can send it anyway.")
    assert (theirs.may_override, theirs.who_could) == (True, "")


async def test_a_tick_holds_only_for_the_reasons_it_was_made_for(team: Team) -> None:
    client_id = await team.meet("Jane Doe")
    await team.promote("U1", Role.MANAGER)
    team.clock.advance(hours=12)
    for codes, stays in ((("quiet_hours",), True), (("budget",), False), (("quiet_hours", "budget"), False)):
        shown = await _preview(team, client_id=client_id, set_aside=frozenset(codes))
        assert shown.verdict
        assert shown.verdict.set_aside is stays


@pytest.mark.parametrize("hours", [0, 12])
@pytest.mark.parametrize("body", ["Hello", "x" * 1601, ""])
async def test_what_is_foretold_is_what_happens(team: Team, hours: int, body: str) -> None:
    client_id = await team.meet("Jane Doe")
    team.clock.advance(hours=hours)
    shown = await _preview(team, body, client_id=client_id)
    assert shown.verdict
    request = ComposeRequest("view:1", "U1", Channel.SMS, OUR_SMS, body or "Now typed", client_id)
    outcome = await compose(team.ctx, team.workspace_id, request)
    if isinstance(outcome, Composed):
        assert outcome.waiting == shown.verdict.waiting
    else:
        assert " ".join(outcome.errors.values()).startswith(shown.verdict.against[0].words)


async def test_a_preview_stores_nothing(team: Team) -> None:
    await _preview(team, new_number=JANE)
    assert (await team.clients(), await team.messages()) == ([], [])
