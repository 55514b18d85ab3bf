"""Work that nobody waits for."""

import pytest

from bot.slack.afterwards import Afterwards


async def test_its_result_can_be_had() -> None:
    async def work() -> int:
        return 7

    assert await Afterwards().start(work()) == 7


async def test_what_fails_is_logged_without_its_words(caplog: pytest.LogCaptureFixture) -> None:
    async def work() -> int:
        raise LookupError("a text to +12025550123")

    assert await Afterwards().start(work()) is None
    assert "LookupError" in caplog.text
    assert "+12025550123" not in caplog.text
