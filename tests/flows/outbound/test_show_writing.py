"""That somebody is writing: shown once for each reply in its undo window, where an admin wants it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.channel import Channel
from bot.domain.replies import TeammateDeleted, TeammateEdited, TeammateWrote
from bot.domain.settings import PresenceRules
from bot.flows.outbound.show_writing import show_writing
from bot.worker.presence import Presence
from tests.flows.harness import JANE, Team
from tests.support.journeys import root_of
from tests.support.world import INBOX, OUR_WHATSAPP, inbound

SHOWN = [(OUR_WHATSAPP, "SM7")]


@pytest.fixture
async def talking(team: Team) -> Team:
    """A team that shows it, with a thread in which a client has written by WhatsApp."""
    await team.decide(presence=PresenceRules(show=True))
    await _wrote_us(team, "SM7")
    await team.work()
    return team


async def _wrote_us(team: Team, sid: str, channel: Channel = Channel.WHATSAPP) -> None:
    text = inbound("Hi", sid, sender=JANE, channel=channel)
    await team.hear(replace(text, received_at=team.clock.now()))


def _event(team: Team, text: str = "On my way", ts: str = "9.1") -> TeammateWrote:
    return TeammateWrote(INBOX, ts, root_of(team.slack), "U1", text)


async def _show(team: Team, event: TeammateWrote) -> bool:
    providers = {team.provider.name: team.provider}
    return await show_writing(team.ctx, team.workspace_id, providers, event)  # type: ignore[arg-type]


async def _reply_and_show(team: Team, text: str = "On my way") -> bool:
    event = _event(team, text)
    await team.event(event)
    return await _show(team, event)


async def test_a_reply_shows_it_for_the_message_that_it_answers(talking: Team) -> None:
    assert await _reply_and_show(talking)
    assert talking.provider.typing == SHOWN
    await talking.wait(seconds=6)
    assert talking.sent == ["On my way"]


async def test_the_newest_message_counts(talking: Team) -> None:
    await _wrote_us(talking, "SM8")
    await talking.work()
    assert await _reply_and_show(talking)
    assert talking.provider.typing == [(OUR_WHATSAPP, "SM8")]


async def test_nothing_is_shown_unless_an_admin_wants_it(talking: Team) -> None:
    await talking.decide(presence=PresenceRules())
    assert not await _reply_and_show(talking)
    assert talking.provider.typing == []


@pytest.mark.parametrize("text", ["note: she is late again", "<@U2> can you?"])
async def test_what_stays_inside_shows_nothing(talking: Team, text: str) -> None:
    event = replace(_event(talking, text), begins_with_mention=text.startswith("<"))
    await talking.event(event)
    assert not await _show(talking, event)


async def test_a_reply_that_went_or_was_taken_back_shows_nothing(talking: Team) -> None:
    event = _event(talking)
    await talking.event(event)
    await talking.wait(seconds=6)
    assert not await _show(talking, event)
    again = _event(talking, ts="9.2")
    await talking.event(again)
    await talking.event(TeammateDeleted(INBOX, "9.2", again.root_ts, "U1"))
    assert not await _show(talking, again)


async def test_a_reply_by_sms_shows_nothing(talking: Team) -> None:
    await _wrote_us(talking, "SM9", Channel.SMS)
    await talking.work()
    assert not await _reply_and_show(talking)


async def test_an_old_message_is_not_said_to_be_answered_now(talking: Team) -> None:
    talking.clock.advance(hours=25)
    assert not await _reply_and_show(talking)


async def test_without_a_window_to_undo_there_is_no_time_for_it(talking: Team) -> None:
    hasty = talking.with_context(settings=replace(talking.ctx.settings, undo=timedelta(0)))
    assert not await _reply_and_show(hasty)


async def test_a_text_from_the_form_shows_nothing(talking: Team) -> None:
    await talking.text("Hello", channel=Channel.WHATSAPP)
    assert not await _show(talking, _event(talking))


async def test_the_worker_shows_it_once_for_each_reply_and_for_nothing_else(talking: Team) -> None:
    presence = Presence(talking.ctx, talking.workspace_id, {"twilio": talking.provider})  # type: ignore[dict-item]
    event = _event(talking)
    await talking.event(event)
    presence.of(event)
    presence.of(TeammateEdited(INBOX, "9.1", event.root_ts, "U1", "Soon"))
    presence.of(None)
    while presence._under_way:
        await next(iter(presence._under_way))
    await presence.stop()
    assert talking.provider.typing == SHOWN


async def test_what_goes_wrong_with_it_is_only_logged(
    talking: Team, caplog: pytest.LogCaptureFixture
) -> None:
    presence = Presence(talking.ctx, "no-such-workspace", {"twilio": object()})  # type: ignore[dict-item]
    broken = Presence(talking.ctx, talking.workspace_id, {"twilio": object()})  # type: ignore[dict-item]
    event = _event(talking)
    await talking.event(event)
    for each in (presence, broken):
        each.of(event)
        while each._under_way:
            await next(iter(each._under_way))
    assert "could not be shown" in caplog.text
    await talking.wait(seconds=6)
    assert talking.sent == ["On my way"]
