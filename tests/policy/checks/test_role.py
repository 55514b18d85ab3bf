"""Who may send what, by role."""

import pytest

from bot.domain.message import Purpose
from bot.domain.roles import Role
from bot.policy.checks.role import role
from tests.policy.drafts import NOW, draft, facts

VIEWER, SENDER, MANAGER, ADMIN = Role


@pytest.mark.parametrize(
    ("purpose", "may"),
    [
        (Purpose.DIRECT, {SENDER, MANAGER, ADMIN}),
        (Purpose.TRANSACTIONAL, {SENDER, MANAGER, ADMIN}),
        (Purpose.MARKETING, {MANAGER, ADMIN}),
        (Purpose.KEYWORD_ANSWER, set(Role)),
    ],
)
@pytest.mark.parametrize("author", Role)
def test_a_role_allows_what_its_work_is(purpose: Purpose, may: set[Role], author: Role) -> None:
    reasons = list(role(draft(purpose=purpose), facts(author=author), NOW))
    assert [reason.code for reason in reasons] == ([] if author in may else ["role"])
    assert all(reason.overridable_by is None for reason in reasons)


def test_the_refusal_names_what_is_missing_and_who_can_change_it() -> None:
    [reason] = role(draft(purpose=Purpose.MARKETING), facts(author=SENDER), NOW)
    assert reason.sentence == "A sender cannot send marketing; that takes a manager."
    assert reason.help == "Ask an admin to change the role with /messaging roles."
