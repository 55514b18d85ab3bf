"""Frequency: how many texts a client gets, by the team's own caps and by the states'."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.message import Purpose
from bot.domain.settings import FrequencyCaps, WorkspaceSettings
from bot.policy.checks.frequency import frequency
from bot.policy.decision import Reason
from tests.policy.drafts import NOW, draft, facts

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def ago(*hours: float) -> tuple[datetime, ...]:
    """Moments so many hours before now."""
    return tuple(NOW - each * HOUR for each in hours)


def ask(
    recent: tuple[datetime, ...],
    caps: FrequencyCaps | None = None,
    *,
    purpose: Purpose = Purpose.DIRECT,
    **more: Any,
) -> list[Reason]:
    """The check's reasons for a client who has not written."""
    known = facts(
        recent=recent,
        settings=WorkspaceSettings(frequency=caps or FrequencyCaps()),
        **{"last_inbound_at": None} | more,
    )
    return list(frequency(draft(purpose=purpose), known, NOW))


@pytest.mark.parametrize(
    ("caps", "recent", "held"),
    [
        (FrequencyCaps(), ago(1, 2, 3, 4, 5), {}),
        (FrequencyCaps(per_day=2), ago(1), {}),
        (FrequencyCaps(per_day=2), ago(1, 5), {"frequency_day": NOW + 19 * HOUR}),
        (FrequencyCaps(per_day=2), ago(1, 5, 9), {"frequency_day": NOW + 19 * HOUR}),
        (FrequencyCaps(per_day=2), ago(1, 24), {}),
        (FrequencyCaps(per_week=1), ago(48), {"frequency_week": NOW + 5 * DAY}),
        (FrequencyCaps(per_week=1), ago(168), {}),
        (
            FrequencyCaps(per_day=1, per_week=2),
            ago(2, 30),
            {"frequency_day": NOW + 22 * HOUR, "frequency_week": NOW + 138 * HOUR},
        ),
    ],
)
def test_a_text_waits_until_one_more_fits(
    caps: FrequencyCaps, recent: tuple[datetime, ...], held: dict[str, datetime]
) -> None:
    assert {reason.code: reason.until for reason in ask(recent, caps)} == held


@pytest.mark.parametrize(
    ("state", "purpose", "held"),
    [
        ("FL", Purpose.MARKETING, True),
        ("FL", Purpose.TRANSACTIONAL, True),
        ("OK", Purpose.MARKETING, True),
        ("MD", Purpose.MARKETING, True),
        ("TX", Purpose.MARKETING, False),
        (None, Purpose.MARKETING, False),
        # A teammate's own words to one person are no solicitation.
        ("FL", Purpose.DIRECT, False),
        ("FL", Purpose.KEYWORD_ANSWER, False),
    ],
)
def test_a_state_s_cap_is_for_what_a_program_sends(state: str | None, purpose: Purpose, held: bool) -> None:
    reasons = ask(ago(1, 2, 3), purpose=purpose, state=state)
    assert [reason.code for reason in reasons] == (["frequency_state"] if held else [])
    assert all(reason.until == NOW + 21 * HOUR for reason in reasons)


def test_a_state_s_cap_can_be_switched_off() -> None:
    assert not ask(ago(1, 2, 3), FrequencyCaps(state_rules=False), purpose=Purpose.MARKETING, state="FL")


@pytest.mark.parametrize(
    ("wrote", "purpose", "held"),
    [
        (23 * HOUR, Purpose.DIRECT, False),
        (25 * HOUR, Purpose.DIRECT, True),
        (HOUR, Purpose.MARKETING, True),
        (None, Purpose.KEYWORD_ANSWER, False),
    ],
)
def test_a_conversation_is_not_held_back(wrote: timedelta | None, purpose: Purpose, held: bool) -> None:
    caps = FrequencyCaps(per_day=1)
    wrote_at = NOW - wrote if wrote else None
    assert bool(ask(ago(1), caps, purpose=purpose, last_inbound_at=wrote_at)) is held


def test_a_cap_of_none_at_all_holds_everything_for_its_period() -> None:
    [reason] = ask((), FrequencyCaps(per_day=0))
    assert reason.until == NOW + DAY


def test_the_words_name_the_cap_and_whose_it_is() -> None:
    [ours] = ask(ago(1), FrequencyCaps(per_day=1))
    assert ours.sentence == "Jane Doe gets at most 1 text a day, as your team has decided, and has had 1."
    [law] = ask(ago(1, 2, 3, 4), purpose=Purpose.MARKETING, state="FL")
    assert law.sentence == "Jane Doe gets at most 3 texts in 24 hours, by the law of FL, and has had 4."


@settings(deadline=None)
@given(st.lists(st.integers(1, 200), max_size=12), st.integers(1, 6))
def test_at_the_end_of_the_wait_one_more_fits_and_not_before(hours: list[int], most: int) -> None:
    recent = ago(*hours)
    reasons = ask(recent, FrequencyCaps(per_day=most))
    for reason in reasons:
        assert reason.until
        assert reason.until > NOW
        just_before = reason.until - timedelta(seconds=1)
        assert sum(just_before - DAY < at for at in recent) >= most
        assert sum(reason.until - DAY < at for at in recent) < most
