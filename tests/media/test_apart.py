"""Whatever a file does to the process that reads it, it is an answer: a JPEG, or why there is none."""

import logging
import os
import random
import subprocess
import sys
from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any

import pytest

from bot.media import apart
from bot.media.apart import NotRead, Why, read_apart
from tests.support import files

JPEG = b"\xff\xd8\xff"


def _instead(monkeypatch: pytest.MonkeyPatch, program: str) -> None:
    """Another program in the reader's place."""
    monkeypatch.setattr(apart, "_COMMAND", (sys.executable, "-c", program))


def _why(content: bytes = b"") -> Why:
    with pytest.raises(NotRead) as caught:
        read_apart(content)
    return caught.value.why


def test_a_picture_is_read_by_another_process_and_its_reader_is_not_loaded_here() -> None:
    program = (
        "import sys\n"
        "from bot.media.pictures import made_fit\n"
        "jpeg = frozenset({'image/jpeg'})\n"
        "content, _ = made_fit(sys.stdin.buffer.read(), 'image/heic', 5_000_000, jpeg)\n"
        "assert content.startswith(b'\\xff\\xd8\\xff')\n"
        "assert 'pillow_heif' not in sys.modules\n"
        "assert '_pillow_heif' not in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", program], input=files.iphone(), check=True)


def test_what_crashes_the_reader_is_no_picture_and_is_logged_without_a_word_of_it(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    _instead(monkeypatch, "import os, sys; print('+12025550111', file=sys.stderr, flush=True); os.abort()")
    with caplog.at_level(logging.WARNING):
        assert _why(files.iphone()) is Why.NO_PICTURE
    [record] = caplog.records
    assert vars(record)["ended_with"] != 0
    assert "12025550111" not in f"{vars(record)}"


def test_a_fault_of_ours_is_logged_by_its_name(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    _instead(monkeypatch, "import sys; print('ModuleNotFoundError', file=sys.stderr); sys.exit(1)")
    assert _why() is Why.NO_PICTURE
    assert vars(caplog.records[0])["fault"] == "ModuleNotFoundError"


def test_a_reader_that_does_not_end_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "SECONDS", 0.3)
    _instead(monkeypatch, "import time; time.sleep(600)")
    assert _why(files.iphone()) is Why.TOO_SLOW


@pytest.mark.skipif(sys.platform != "linux", reason="Only Linux bounds a process's memory.")
def test_a_reader_that_takes_too_much_memory_ends_and_this_program_goes_on(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    hoard = "from bot.media import reader\nreader._bound()\nbytes(4_000_000_000)"
    _instead(monkeypatch, hoard)
    assert _why() is Why.NO_PICTURE


def test_the_reader_is_told_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TWILIO_AUTH_TOKEN", "secret-enough")
    seen: list[dict[str, str]] = []

    def run(_command: Sequence[str], *, env: dict[str, str], **_: Any) -> SimpleNamespace:
        seen.append(env)
        return SimpleNamespace(returncode=0, stdout=JPEG)

    monkeypatch.setattr(subprocess, "run", run)
    assert read_apart(b"x") == JPEG
    assert "secret-enough" not in seen[0].values()
    assert seen[0]["PATH"] == os.environ["PATH"]


def test_whatever_bytes_are_changed_there_is_an_answer() -> None:
    chance = random.Random(2026)
    honest = [files.iphone(quality=60), files.iphone(tile_size=64), files.picture(kind="AVIF")]
    for _ in range(24):
        content = bytearray(chance.choice(honest))
        for _ in range(chance.choice((1, 4, 30))):
            # Behind the brand, by which the file is told: what is another kind does not come here.
            content[chance.randrange(12, len(content))] = chance.choice((0, 255, chance.randrange(256)))
        # Anything but these two would be raised, and fail here.
        try:
            answer = read_apart(bytes(content))
        except NotRead:
            answer = JPEG
        assert answer.startswith(JPEG)
