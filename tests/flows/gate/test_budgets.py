"""What a batch is told of the budgets: each question finds what those before it have left."""

from decimal import Decimal

from bot.domain.channel import Channel
from bot.domain.message import Draft
from bot.domain.settings import Budget
from bot.flows.gate.ask import ask
from bot.flows.gate.question import Question, of_message
from bot.policy.decision import Refuse, Send
from tests.flows.harness import Team
from tests.flows.money.till import TEXT, choose, limit
from tests.support.world import OUR_SMS


def question(number: int, body: str = "Hello", user: str = "U1") -> Question:
    return Question(Draft(Channel.SMS, f"+1212555{number:04d}", body, OUR_SMS), "Somebody", user=user)


async def decided(team: Team, *questions: Question) -> list[str]:
    """What the gate says to each, in one go."""
    async with team.ctx.store.read(team.workspace_id) as uow:
        answers = await ask(uow, questions, team.clock.now())
    return [type(answer.decision).__name__ for answer in answers]


async def test_without_a_limit_only_the_cost_is_known(team: Team) -> None:
    async with team.ctx.store.read(team.workspace_id) as uow:
        [answer] = await ask(uow, [question(1, "a" * 161)], team.clock.now())
    assert answer.facts.cost is not None
    assert answer.facts.cost.micros == 2 * TEXT
    assert answer.facts.budgets == ()


async def test_a_batch_that_is_asked_about_at_once_shares_what_is_left(team: Team) -> None:
    await limit(team, "0.02")
    questions = [question(1), question(2, "a" * 200), question(3), question(4)]
    assert await decided(team, *questions) == ["Send", "Refuse", "Send", "Refuse"]


async def test_teams_share_the_workspace_s_budget(team: Team) -> None:
    await choose(team, budget=Budget(messages=3), team_budgets={"S1": Budget(messages=1)})
    async with team.ctx.store.write(team.workspace_id) as uow:
        await uow.roles.set_members("S1", ["U1"])
    asked = [question(number, user=user) for number, user in enumerate(["U1", "U1", "U2", "U2", "U2"])]
    assert await decided(team, *asked) == ["Send", "Refuse", "Send", "Send", "Refuse"]


async def test_a_message_does_not_count_against_itself(team: Team) -> None:
    await limit(team, messages=1)
    message = await team.message(await team.text("Hello"))
    async with team.ctx.store.read(team.workspace_id) as uow:
        [answer] = await ask(uow, [of_message(team.ctx, message)], team.clock.now())
    assert isinstance(answer.decision, Send)
    [budget] = answer.facts.budgets
    assert (budget.includes_this, budget.messages_taken) == (True, 1)
    assert "budget_low" in [reason.code for reason in answer.decision.warnings]


async def test_a_message_for_another_month_is_borne_by_that_month(team: Team) -> None:
    await limit(team, messages=1)
    await team.text("Hello")
    later = question(1)
    scheduled = Question(later.draft, "Somebody", user="U1", due_at=team.clock.now().replace(month=12))
    assert await decided(team, later, scheduled) == ["Refuse", "Send"]


async def test_the_refusal_names_the_budget_and_what_the_text_costs(team: Team) -> None:
    await limit(team, "0.001")
    async with team.ctx.store.read(team.workspace_id) as uow:
        [answer] = await ask(uow, [question(1)], team.clock.now())
    assert isinstance(answer.decision, Refuse)
    assert answer.facts.budgets[0].limit is not None
    assert answer.facts.budgets[0].limit.amount == Decimal("0.001")
    assert "this text costs about $0.0079" in answer.decision.words
