"""After an outage: what was missed is taken, what was known is not taken twice."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.domain.events import Receipt
from bot.domain.message import Status
from bot.domain.settings import RoutingRule, WorkspaceSettings
from bot.flows.context import Context
from bot.flows.inbound.catch_up import catch_up
from bot.flows.inbound.kept_texts import apply_kept, keep
from bot.flows.inbound.slack_events import SlackEvent, claim, store
from bot.ports import Missed, PostFailed, PostProblem
from tests.support.journeys import statuses
from tests.support.world import INBOX, RememberingProvider, StoppedClock, inbound


@dataclass
class Past:
    """Slack's memory."""

    replies: list[SlackEvent] = field(default_factory=list)
    asked: list[datetime] = field(default_factory=list)
    away: bool = False
    failing: dict[str, PostProblem] = field(default_factory=dict)
    channels: list[str] = field(default_factory=list)

    async def replies_since(self, channel: str, since: datetime) -> list[SlackEvent]:
        if self.away or channel in self.failing:
            raise PostFailed(self.failing.get(channel, PostProblem.RETRY), "service_unavailable")
        self.asked.append(since)
        self.channels.append(channel)
        return [reply for reply in self.replies if reply.order_key.startswith(channel)]


def said(ts: str, event_id: str) -> SlackEvent:
    return SlackEvent(event_id, "T1", f"{INBOX}:1.0", {"event": {"ts": ts}}, f"{INBOX}:{ts}")


async def heard(ctx: Context, workspace_id: str) -> datetime:
    async with ctx.store.workspaces() as workspaces:
        return await workspaces.heard_until(workspace_id)


async def test_the_first_look_goes_back_to_when_the_workspace_came(
    ctx: Context, workspace_id: str, clock: StoppedClock
) -> None:
    came, past = clock.now(), Past()
    clock.advance(minutes=10)
    await catch_up(ctx, workspace_id, [RememberingProvider()], past)
    assert past.asked == [came - timedelta(minutes=2)]
    assert await heard(ctx, workspace_id) == clock.now()


async def test_missed_texts_receipts_and_replies_are_taken_once(
    ctx: Context, workspace_id: str, clock: StoppedClock
) -> None:
    provider, past = RememberingProvider(), Past()
    await catch_up(ctx, workspace_id, [provider], past)
    await keep(ctx, workspace_id, [inbound("Known", "SM1")])
    await apply_kept(ctx, workspace_id)
    await store(ctx, workspace_id, [said("5.0", "Ev1")])
    clock.advance(minutes=30)
    provider.unheard = Missed((inbound("Known", "SM1"), inbound("Missed", "SM2")))
    past.replies = [said("5.0", "missed:5.0"), said("6.0", "missed:6.0")]
    await catch_up(ctx, workspace_id, [provider], past)
    await catch_up(ctx, workspace_id, [provider], past)
    await apply_kept(ctx, workspace_id)
    assert await statuses(ctx, workspace_id) == ["received", "received"]
    clock.advance(minutes=1)
    claimed = await claim(ctx, workspace_id, "w", 10)
    assert [event.payload["event"]["ts"] for event in claimed] == ["5.0"]
    assert past.asked[1] == clock.now() - timedelta(minutes=33)


async def test_a_late_delivery_of_a_reply_that_was_read_back_is_no_second_one(
    ctx: Context, workspace_id: str
) -> None:
    await store(ctx, workspace_id, [said("6.0", "missed:6.0")])
    await store(ctx, workspace_id, [said("6.0", "Ev2")])
    async with ctx.store.read(workspace_id) as uow:
        assert (await uow.backlog.waiting(ctx.clock.now())).slack_events == 1


async def test_who_does_not_answer_is_asked_again_from_the_same_moment(
    ctx: Context, workspace_id: str, clock: StoppedClock
) -> None:
    provider, past = RememberingProvider(), Past()
    await catch_up(ctx, workspace_id, [provider], past)
    before = await heard(ctx, workspace_id)
    clock.advance(minutes=5)
    past.away = True
    await catch_up(ctx, workspace_id, [provider], past)
    past.away, provider.unheard = False, None
    await catch_up(ctx, workspace_id, [provider], past)
    assert await heard(ctx, workspace_id) == before
    provider.unheard = Missed(receipts=(Receipt("twilio", "SMunknown", Status.DELIVERED),))
    await catch_up(ctx, workspace_id, [provider], past)
    assert await heard(ctx, workspace_id) == clock.now()


async def test_replies_of_yesterday_stay_unsent(ctx: Context, workspace_id: str, clock: StoppedClock) -> None:
    past = Past()
    await catch_up(ctx, workspace_id, [RememberingProvider()], past)
    clock.advance(days=3)
    await catch_up(ctx, workspace_id, [RememberingProvider()], past)
    assert past.asked[1:] == [clock.now() - timedelta(hours=12)]


def _in(channel: str, ts: str) -> SlackEvent:
    return SlackEvent(f"missed:{ts}", "T1", f"{channel}:1.0", {"event": {"ts": ts}}, f"{channel}:{ts}")


async def test_every_channel_with_threads_or_rules_is_asked_and_one_that_fails_loses_no_other(
    ctx: Context, workspace_id: str, clock: StoppedClock
) -> None:
    async with ctx.store.write(workspace_id) as uow:
        rules = (RoutingRule("C0A", tag="a"), RoutingRule("G0B", tag="b"))
        await uow.settings.save(WorkspaceSettings(routing=rules), 0, "U1", clock.now())
    past = Past(replies=[_in("G0B", "6.0")], failing={"C0A": PostProblem.NOT_IN_CHANNEL})
    before = await heard(ctx, workspace_id)
    clock.advance(minutes=5)
    await catch_up(ctx, workspace_id, [RememberingProvider()], past)
    assert past.channels == [INBOX, "G0B"]
    async with ctx.store.read(workspace_id) as uow:
        assert (await uow.backlog.waiting(clock.now())).slack_events == 1
    assert await heard(ctx, workspace_id) == before
    past.failing = {"C0A": PostProblem.CHANNEL_GONE}
    await catch_up(ctx, workspace_id, [RememberingProvider()], past)
    assert await heard(ctx, workspace_id) == clock.now()
