"""WhatsApp's 24 hours: inside them any text goes, outside only templates."""

from datetime import timedelta

import pytest

from bot.domain.channel import Channel
from bot.domain.message import Purpose
from bot.domain.settings import WorkspaceSettings
from bot.policy.checks.window import window
from tests.policy.drafts import NOW, draft, facts

DAY, SECOND = timedelta(days=1), timedelta(seconds=1)


@pytest.mark.parametrize(
    ("ago", "is_open"),
    [
        (timedelta(0), True),
        (timedelta(hours=1), True),
        (DAY - SECOND, True),
        (DAY, False),
        (DAY + SECOND, False),
        (timedelta(days=400), False),
        (None, False),
    ],
)
def test_the_window_is_open_for_24_hours_after_the_client_s_last_message(
    ago: timedelta | None, is_open: bool
) -> None:
    known = facts(last_inbound_at=None if ago is None else NOW - ago)
    reasons = list(window(draft(channel=Channel.WHATSAPP), known, NOW))
    assert [reason.code for reason in reasons] == ([] if is_open else ["window_closed"])
    assert all(reason.overridable_by is None for reason in reasons)


@pytest.mark.parametrize(
    ("channel", "more"),
    [
        (Channel.SMS, {}),
        (Channel.MMS, {}),
        (Channel.WHATSAPP, {"is_template": True}),
        (Channel.WHATSAPP, {"purpose": Purpose.KEYWORD_ANSWER}),
    ],
)
def test_what_needs_no_window_passes(channel: Channel, more: dict[str, object]) -> None:
    assert not list(window(draft(channel=channel, **more), facts(last_inbound_at=None), NOW))


def test_the_refusal_says_when_it_closed_in_the_workspace_s_zone_and_what_to_do() -> None:
    known = facts(
        last_inbound_at=NOW - timedelta(hours=30), settings=WorkspaceSettings(time_zone="America/New_York")
    )
    [reason] = window(draft(channel=Channel.WHATSAPP), known, NOW)
    assert "ended on Nov 20, 2026 at 4:00 AM EST" in reason.sentence
    assert reason.help == "Use a template, send an SMS, or wait until they write on WhatsApp."


def test_a_client_who_never_wrote_there_is_told_as_that() -> None:
    [reason] = window(draft(channel=Channel.WHATSAPP), facts(last_inbound_at=None), NOW)
    assert reason.sentence.startswith("Jane Doe has not written to you on WhatsApp yet")
