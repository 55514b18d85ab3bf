"""Whatever happens to a thread: each text is shown once, every old place leads to the card of today."""

from itertools import count

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from bot.domain.conversation import Conversation
from bot.domain.replies import RootDeleted
from bot.domain.roles import Role
from bot.domain.settings import RoutingRule
from bot.domain.thread import ContinuedPost, InboundPost
from bot.flows.clients.merge.merge import Merged, Wanted, merge
from bot.flows.threads.move import move_thread
from bot.flows.threads.place import places
from bot.storage.tables import conversations, former_roots
from tests.flows.harness import Team
from tests.support.world import INBOX, OUR_SMS, inbound

_HARMLESS = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
_PHASES = (Phase.explicit, Phase.reuse, Phase.generate)
_numbers = count(2_125_570_000)
_sids = count(1)
BOSS = "U0BOSS"

STEPS = st.lists(
    st.sampled_from(
        ["hear", "hear", "text", "silence", "a day", "reroute", "delete", "move", "merge", "work"]
    ),
    min_size=3,
    max_size=10,
)


class Jane:
    """A client with her thread, and one more number of hers that may turn out to be hers."""

    def __init__(self, team: Team) -> None:
        self.team = team
        self.numbers = [f"+1{next(_numbers)}", f"+1{next(_numbers)}"]
        self.written: list[str] = []
        self.deleted: set[str] = set()
        self.merged = False

    async def arrive(self) -> None:
        """Both numbers have written, and have a card."""
        for number in self.numbers:
            await self.team.meet(f"Jane {number}", number)
            await self.hear(number)
        await self.team.work()

    async def hear(self, number: str) -> None:
        """She writes something that nobody wrote before."""
        body = f"Text {next(_sids)}"
        self.written.append(body)
        at = self.team.clock.now()
        await self.team.hear(inbound(body, f"SM{body}", sender=number, received_at=at))

    async def thread(self) -> Conversation:
        """Her active thread."""
        async with self.team.ctx.store.read(self.team.workspace_id) as uow:
            owner = (await uow.clients.by_addresses([self.numbers[0]]))[self.numbers[0]]
            return (await uow.conversations.active_of([owner.client_id]))[owner.client_id]

    async def take(self, step: str) -> None:
        """Something happens."""
        team = self.team
        if step == "hear":
            await self.hear(self.numbers[len(self.written) % 2])
        elif step == "text":
            await team.text("How are you?", number=self.numbers[0])
        elif step in ("silence", "a day"):
            team.clock.advance(days=20 if step == "silence" else 1)
        elif step == "reroute":
            await team.decide(routing=(RoutingRule(f"C0R{next(_sids)}", sender=OUR_SMS),))
        elif step == "delete":
            await self._delete()
        elif step == "move":
            await self._move()
        elif step == "merge" and not self.merged:
            await self._merge()
        elif step == "work":
            await team.work()

    async def _delete(self) -> None:
        thread = await self.thread()
        if thread.root_ts:
            self.deleted.add(thread.root_ts)
            await self.team.event(RootDeleted(thread.slack_channel, thread.root_ts))

    async def _move(self) -> None:
        # Her thread alone: *Move threads now* would take along those of the examples before.
        thread = await self.thread()
        async with self.team.ctx.store.write(self.team.workspace_id) as uow:
            channels = await places(uow, {thread.client_id: OUR_SMS}, INBOX)
            await move_thread(uow, thread, channels[thread.client_id], self.team.clock.now())

    async def _merge(self) -> None:
        async with self.team.ctx.store.read(self.team.workspace_id) as uow:
            owners = await uow.clients.by_addresses(self.numbers)
        first, second = [owners[number].client_id for number in self.numbers]
        done = await merge(self.team.ctx, self.team.workspace_id, BOSS, Wanted(first, second))
        assert isinstance(done, Merged)
        self.merged = True


@settings(max_examples=20, deadline=None, phases=_PHASES, suppress_health_check=_HARMLESS)
@given(STEPS)
async def test_each_text_is_shown_once_and_every_old_place_leads_to_the_card_of_today(
    team: Team, steps: list[str]
) -> None:
    await team.promote(BOSS, Role.ADMIN)
    before = len(team.slack.posts)
    jane = Jane(team)
    await jane.arrive()
    for step in steps:
        await jane.take(step)
    await team.wait(minutes=2)
    posts = [(ts, root, post) for ts, root, post, _ in team.slack.posts[before:]]
    shown = [post.body for _, _, post in posts if isinstance(post, InboundPost)]
    assert sorted(shown) == sorted(jane.written)
    assert all(post.link for _, _, post in posts if isinstance(post, ContinuedPost))
    assert [row.kind for row in await team.outbox(state="waiting")] == []
    await _check_cards(jane, {ts for ts, root, _ in posts if root is None})


async def _check_cards(jane: Jane, cards: set[str]) -> None:
    """Her thread has a card; every other one that stands leads on, and a reply under any finds her thread."""
    team, thread = jane.team, await jane.thread()
    assert thread.root_ts in cards - jane.deleted
    now = {row.root_ts for row in await team.rows(conversations)}
    assert all(team.slack.roots[ts].goes_on for ts in cards - jane.deleted - now)
    assert all(team.slack.roots[ts].goes_on is None for ts in cards & now)
    async with team.ctx.store.read(team.workspace_id) as uow:
        left = (await uow.connection.execute(select(former_roots))).all()
        for row in left:
            if row.conversation_id == thread.id:
                assert await uow.conversations.by_thread(row.slack_channel, row.root_ts) == thread
