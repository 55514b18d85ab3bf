"""What of a text is kept from Slack, and telling the admins of a rule that cannot be relied on."""

from collections.abc import Sequence
from datetime import datetime

from bot.domain.message import Direction, Draft, Hidden, Purpose
from bot.domain.sensitive import find, to_hide
from bot.domain.settings import DlpKind, DlpRule
from bot.flows.team.notify import notify
from bot.policy.checks.sensitive import is_blocked
from bot.storage.unit_of_work import UnitOfWork


def hidden_in_text(text: str, rules: Sequence[DlpRule]) -> tuple[Hidden, ...]:
    """What a client's text holds that Slack must not see, or that people are told of."""
    return to_hide(find(text, rules, Direction.IN))


def hidden_in_draft(draft: Draft, rules: Sequence[DlpRule]) -> tuple[Hidden, ...]:
    """What a text to a client holds that is blocked: whether it is refused or a manager lets it go, it stands
    where its author wrote it and must not be repeated anywhere else."""
    if draft.purpose is Purpose.KEYWORD_ANSWER:
        return ()
    found = find(draft.body, rules, Direction.OUT)
    return tuple(Hidden(each.rule, each.start, each.end) for each in found if is_blocked(each))


async def report_endless(
    uow: UnitOfWork, text: str, direction: Direction, rules: Sequence[DlpRule], now: datetime
) -> None:
    """Tell the admins, once a day and rule, of patterns that did not come to an end on this text."""
    patterns = [rule for rule in rules if rule.kind is DlpKind.PATTERN]
    endless = [each.rule for each in find(text, patterns, direction) if each.unsure]
    for rule in endless:
        said = (
            f"The privacy rule “{rule}” did not come to an end on a text, so the text was treated as if the "
            "rule had found something. Make its pattern simpler in `/messaging settings`."
        )
        await notify(uow, said, f"dlp:{rule}:{now.date()}", now)
