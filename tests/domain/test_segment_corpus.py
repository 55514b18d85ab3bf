"""Segments equal those of Twilio's own calculator, on every kind of text there is."""

from hashlib import sha256
from pathlib import Path

from bot.domain.segments import count
from tests.domain.segment_texts import HOW_MANY, texts

LINES = (Path(__file__).parent / "segment_counts.txt").read_text("utf-8").splitlines()
TEXTS = list(texts())


def test_the_texts_are_those_that_the_calculator_was_given() -> None:
    digest = sha256("\0".join(TEXTS).encode()).hexdigest()
    assert f"# texts: sha256 {digest}" in LINES
    assert len(TEXTS) == HOW_MANY
    assert len(set(TEXTS)) >= 3000


def test_every_text_has_the_segments_of_the_calculator() -> None:
    theirs = [line.split("\t") for line in LINES if not line.startswith("#")]
    assert len(theirs) == len(TEXTS)
    different = [
        (number, text, ours, figures)
        for number, (text, figures) in enumerate(zip(TEXTS, theirs, strict=True))
        if figures != [(ours := count(text)).encoding, str(ours.units), str(ours.count)]
    ]
    assert not different


def test_both_alphabets_and_every_length_are_among_them() -> None:
    counted = [count(text) for text in TEXTS]
    assert {each.encoding for each in counted} == {"GSM-7", "UCS-2"}
    assert {each.count for each in counted} >= {0, 1, 2, 3, 4, 5, 10, 24}
    # Full to the last unit, and one more than that.
    assert sum(each.left == 0 for each in counted) > 100
