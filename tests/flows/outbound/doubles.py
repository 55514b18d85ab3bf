"""Checks of the tests' own, put into the gate beside the real ones."""

from collections.abc import Iterator
from datetime import datetime

import pytest

from bot.domain.channel import Channel
from bot.domain.message import Draft
from bot.policy import pipeline
from bot.policy.decision import Reason
from bot.policy.facts import Facts


def against(monkeypatch: pytest.MonkeyPatch, reason: Reason, channel: Channel | None = None) -> None:
    """Let this reason stand against every text, or against those of one channel."""

    def check(draft: Draft, _facts: Facts, _now: datetime) -> Iterator[Reason]:
        if channel in (None, draft.channel):
            yield reason

    monkeypatch.setattr(pipeline, "CHECKS", (*pipeline.CHECKS, check))
