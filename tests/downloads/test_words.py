"""Each way in which a file is not had has its sentence."""

import pytest

from bot.downloads.follow import NotHad, Why
from bot.downloads.words import Words

WORDS = Words("elsewhere", "slow", "away", "more than {mb} MB", "gone", "closed", "HTTP {status}")


@pytest.mark.parametrize(
    ("not_had", "said"),
    [
        (NotHad(Why.ELSEWHERE), "elsewhere"),
        (NotHad(Why.SLOW), "slow"),
        (NotHad(Why.AWAY), "away"),
        (NotHad(Why.LARGE), "more than 1.5 MB"),
        *((NotHad(Why.REFUSED, status), "gone") for status in (404, 410)),
        *((NotHad(Why.REFUSED, status), "closed") for status in (401, 403)),
        *((NotHad(Why.REFUSED, status), f"HTTP {status}") for status in (400, 429, 500)),
    ],
)
def test_each_way_has_its_sentence(not_had: NotHad, said: str) -> None:
    assert WORDS.of(not_had, 1_500_000) == said
