"""What is done by the clock: doubts settled, and what nobody needs any more forgotten."""

from dataclasses import replace
from pathlib import Path

from bot.domain.events import Receipt
from bot.domain.failure import FailureKind
from bot.domain.message import Status
from bot.domain.roles import Role
from bot.flows.clients.importing.request import request
from bot.flows.context import Context
from bot.flows.desk import MediaDesk
from bot.flows.inbound.slack_events import SlackEvent, claim, handle_one, store
from bot.media.folder import MediaFolder
from bot.media.links import MediaLinks
from bot.ports import Found, HandedOver
from bot.storage.tables import client_imports, slack_events
from bot.worker.housekeeping import forget, settle_doubts
from tests.flows.harness import Team, failure
from tests.support.world import RememberingProvider, StoppedClock, inbound


def _team(ctx: Context, workspace_id: str, clock: StoppedClock) -> Team:
    return Team(ctx, workspace_id, clock)


async def _doubt(team: Team, number: str) -> str:
    team.provider.answers = [failure(FailureKind.AMBIGUOUS)]
    message_id = await team.text("Hello", number=number)
    await team.work()
    return message_id


async def test_a_file_of_clients_that_nobody_confirmed_is_forgotten(
    ctx: Context, workspace_id: str, clock: StoppedClock
) -> None:
    team = _team(ctx, workspace_id, clock)
    await team.promote("U1", Role.MANAGER)
    await request(ctx, workspace_id, "U1", HandedOver("a.csv", "https://files.test/a.csv", 9))
    clock.advance(hours=25)
    await forget(ctx, workspace_id)
    [row] = await team.rows(client_imports)
    assert (row.state, row.url, row.content) == ("cancelled", "", None)


async def test_every_doubt_is_asked_about(ctx: Context, workspace_id: str, clock: StoppedClock) -> None:
    team = _team(ctx, workspace_id, clock)
    for index in range(3):
        await _doubt(team, f"+1202555011{index}")
    clock.advance(seconds=30)
    assert await settle_doubts(ctx, workspace_id, {"twilio": team.provider}) == 3  # type: ignore[dict-item]
    assert await settle_doubts(ctx, workspace_id, {"twilio": team.provider}) == 0  # type: ignore[dict-item]


async def test_a_doubt_that_cannot_be_looked_up_does_not_keep_the_others_waiting(
    ctx: Context, workspace_id: str, clock: StoppedClock
) -> None:
    team = _team(ctx, workspace_id, clock)
    poison = await _doubt(team, "+12025550111")
    await _doubt(team, "+12025550112")

    class Faulty(RememberingProvider):
        async def look_up(self, message, _since, _known):  # type: ignore[no-untyped-def]
            if message.id == poison:
                raise RuntimeError("a fault")
            return Found(Receipt("twilio", "SMfound", Status.SENT))

    clock.advance(seconds=30)
    await settle_doubts(ctx, workspace_id, {"twilio": Faulty()})  # type: ignore[dict-item]
    assert await team.statuses() == [Status.CHECKING, Status.SENT]


async def test_a_doubt_about_a_service_that_is_gone_ends_with_a_question(
    ctx: Context, workspace_id: str, clock: StoppedClock
) -> None:
    team = _team(ctx, workspace_id, clock)
    message_id = await _doubt(team, "+12025550111")
    for _ in range(6):
        clock.advance(seconds=31)
        await settle_doubts(ctx, workspace_id, {})
    assert await team.statuses() == [Status.UNCONFIRMED]
    assert len(await team.outbox(dedupe_key=f"unconfirmed:{message_id}")) == 1


async def test_what_was_done_long_ago_is_forgotten_and_what_waits_is_kept(
    ctx: Context, workspace_id: str, clock: StoppedClock
) -> None:
    team = _team(ctx, workspace_id, clock)
    await team.hear(inbound("Hi", "SM1"))
    await team.work()
    await store(ctx, workspace_id, [SlackEvent("Ev1", "T0TEST", "C:1", {})])

    class Nothing:
        async def read(self, _payload: object) -> None:
            return None

    for event in await claim(ctx, workspace_id, "w", 5):
        await handle_one(ctx, Nothing(), workspace_id, "w", event)
    await store(ctx, workspace_id, [SlackEvent("Ev2", "T0TEST", "C:1", {})])
    await forget(ctx, workspace_id)
    assert len(await team.rows(slack_events)) == 2
    clock.advance(days=8)
    await team.hear(inbound("Still waiting to be shown", "SM2"))
    await forget(ctx, workspace_id)
    assert [row.event_id for row in await team.rows(slack_events)] == ["Ev2"]
    kinds = [row.kind for row in await team.outbox()]
    assert kinds.count("inbound") == 1
    assert kinds.count("root") == 1


async def test_files_for_clients_are_dropped_after_a_month(
    ctx: Context, workspace_id: str, clock: StoppedClock, tmp_path: Path
) -> None:
    store = MediaFolder(tmp_path)
    desk = MediaDesk(store, MediaLinks("https://texts.example", b"key"))
    kept = await store.keep(b"a picture", clock.now())
    clock.advance(days=29)
    await forget(replace(ctx, media=desk), workspace_id)
    assert await store.read(kept) == b"a picture"
    clock.advance(days=2)
    await forget(replace(ctx, media=desk), workspace_id)
    assert await store.read(kept) is None
