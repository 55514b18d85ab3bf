"""The process that reads one picture: it ends with a number that says why, within the bounds it is given."""

import subprocess
import sys

import pytest

from bot.media.apart import Why
from tests.support import files


def _reader(content: bytes, before: str = "") -> "subprocess.CompletedProcess[bytes]":
    program = f"import sys\n{before}\nfrom bot.media import reader\nsys.exit(reader.main())"
    return subprocess.run([sys.executable, "-c", program], input=content, capture_output=True, check=False)


@pytest.mark.parametrize(
    ("content", "ends_with"),
    [
        (files.iphone(), 0),
        (files.iphone()[:100], Why.NO_PICTURE),
        (files.lying_heic(9_000, 9_000), Why.TOO_MUCH),
        (files.lying_heic(60_000, 60_000), Why.TOO_MUCH),
    ],
)
def test_it_ends_with_why(content: bytes, ends_with: int) -> None:
    done = _reader(content)
    assert done.returncode == ends_with
    assert bool(done.stdout) is (ends_with == 0)


def test_a_fault_of_ours_is_told_by_its_name_alone() -> None:
    done = _reader(files.iphone(), "sys.modules['pillow_heif'] = None")
    assert (done.returncode, done.stdout, done.stderr.strip()) == (1, b"", b"ModuleNotFoundError")


@pytest.mark.skipif(sys.platform != "linux", reason="Only Linux bounds a process's memory.")
def test_narrower_bounds_from_outside_hold() -> None:
    narrow = "import resource\nresource.setrlimit(resource.RLIMIT_AS, (800_000_000, 800_000_000))"
    assert _reader(files.iphone(), narrow).returncode == 0


@pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no such bounds.")
def test_it_bounds_itself() -> None:
    program = (
        "import resource\nfrom bot.media import reader\nreader._bound()\n"
        "print(resource.getrlimit(resource.RLIMIT_CPU)[1], resource.getrlimit(resource.RLIMIT_CORE)[1])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["24", "0"]
