"""The promise: whatever answers, receipts, crashes and look-ups come in any order, a row is sent once."""

from itertools import count

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.domain.events import Receipt
from bot.domain.failure import Failure, FailureKind
from bot.domain.message import Status
from bot.flows.outbound.dispatch import call, claim_due
from bot.flows.outbound.record import record_attempts
from bot.ports import Accepted, Found, LookUpFailed, NotFound
from tests.flows.harness import Team

_SETTLED = {Status.ACCEPTED, Status.SENT, Status.DELIVERED, Status.READ, Status.FAILED}
_RECEIPTS = st.sampled_from([Status.ACCEPTED, Status.SENT, Status.DELIVERED, Status.READ, Status.FAILED])
_ANSWERS = st.sampled_from(["accepted", "ambiguous", "lost", "late"])
_STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("receipt"), _RECEIPTS),
        st.tuples(st.just("time"), st.sampled_from([1, 25, 70, 200])),
        st.tuples(st.just("look"), st.sampled_from(["found", "missing", "unasked"])),
        st.tuples(st.just("work"), st.none()),
        st.tuples(st.just("answer"), st.none()),
    ),
    max_size=12,
)
_numbers = count(2_125_550_000)


class _Story:
    """One message's life; the provider has it from the moment it was called."""

    def __init__(self, team: Team, number: str) -> None:
        self.team = team
        self.number = number
        self.sid = f"SM{number}"
        self.message_id = ""
        self.late: list[object] = []

    async def begin(self, answer: str) -> None:
        """Queue, claim, call; the answer comes at once, comes late, says nothing, or never comes."""
        self.message_id = await self.team.text("Hello", number=self.number)
        [claimed] = await claim_due(self.team.ctx, self.team.workspace_id, "w", 10)
        unclear = Failure(FailureKind.AMBIGUOUS, "The answer was lost.")
        self.team.provider.answers = [unclear if answer == "ambiguous" else Accepted(self.sid)]
        attempt = await call(self.team.provider, claimed, self.team.clock.now())  # type: ignore[arg-type]
        if answer == "late":
            self.late = [attempt]
        elif answer != "lost":
            await record_attempts(self.team.ctx, self.team.workspace_id, [attempt])

    async def step(self, kind: str, given: object) -> None:
        """Something happens."""
        if kind == "receipt":
            assert isinstance(given, Status)
            await self.team.receipts(Receipt("twilio", self.sid, given, self.message_id))
        elif kind == "time":
            self.team.clock.advance(seconds=given)  # type: ignore[arg-type]
        elif kind == "look":
            found = Found(Receipt("twilio", self.sid, Status.SENT))
            answers = {"found": found, "missing": NotFound(), "unasked": LookUpFailed("Busy.")}
            self.team.provider.found = answers[str(given)]
            await self.team.settle_doubts()
        elif kind == "answer" and self.late:
            await record_attempts(self.team.ctx, self.team.workspace_id, [self.late.pop()])  # type: ignore[list-item]
        else:
            await self.team.send()

    async def end(self) -> None:
        """Long afterwards: nothing more comes, and the provider knows nothing."""
        self.team.provider.found = NotFound()
        for _ in range(8):
            self.team.clock.advance(seconds=61)
            await self.team.settle_doubts()
            await self.team.send()


_HARMLESS = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]


@settings(max_examples=20, deadline=None, suppress_health_check=_HARMLESS)
@given(answer=_ANSWERS, steps=_STEPS)
async def test_no_interleaving_sends_a_row_twice_and_every_story_ends(
    team: Team, answer: str, steps: list[tuple[str, object]]
) -> None:
    story = _Story(team, f"+1{next(_numbers)}")
    before = len(team.sent)
    await story.begin(answer)
    for kind, given_ in steps:
        await story.step(kind, given_)
    await story.end()
    assert len(team.sent) == before + 1
    status = (await team.message(story.message_id)).status
    questions = await team.outbox(dedupe_key=f"unconfirmed:{story.message_id}")
    assert status in _SETTLED or (status is Status.UNCONFIRMED and len(questions) == 1)
