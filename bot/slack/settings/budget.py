"""The page *Budget*: what the workspace may spend in a month."""

from bot.domain.money import Money
from bot.domain.settings import Budget, WorkspaceSettings
from bot.flows.settings import budget as flow
from bot.flows.settings.change import Outcome
from bot.slack.blocks.elements import Block, context, plain
from bot.slack.blocks.inputs import text_input
from bot.slack.deps import Deps
from bot.slack.fields import Fields
from bot.slack.settings.page import Page

_WHAT = "You are warned at 80 %. At 100 % nothing more goes out, unless a manager overrides it with a reason."


def in_words(budget: Budget, currency: str) -> str:
    """What a budget allows."""
    limits = [Money(budget.amount, currency).shown] if budget.amount is not None else []
    limits += [f"{budget.messages:,} messages"] if budget.messages is not None else []
    return f"{' and '.join(limits)} a month" if limits else "no limit"


def amounts(budget: Budget, currency: str) -> list[Block]:
    """The two fields of a budget."""
    return [
        text_input(
            flow.AMOUNT,
            f"Money a month, in {currency}",
            value="" if budget.amount is None else f"{budget.amount:f}",
            placeholder="Such as 250",
            most=12,
            optional=True,
        ),
        text_input(
            flow.MESSAGES,
            "Messages a month",
            value=str(budget.messages or ""),
            placeholder="Such as 2000",
            most=10,
            optional=True,
            hint="Leave both empty for no limit.",
        ),
    ]


def _summary(settings: WorkspaceSettings) -> str:
    words = in_words(settings.budget, settings.currency)
    return f"{words[0].upper()}{words[1:]}"


async def _blocks(_: Deps, settings: WorkspaceSettings) -> list[Block]:
    return [*amounts(settings.budget, settings.currency), context(plain(_WHAT))]


async def _submit(deps: Deps, user: str, version: int, fields: Fields) -> Outcome:
    money, messages = fields.text(flow.AMOUNT), fields.text(flow.MESSAGES)
    return await flow.save(deps.ctx, deps.workspace_id, user, version, money, messages)


PAGE = Page("Budget", lambda settings: settings.budget, _summary, _blocks, _submit)
