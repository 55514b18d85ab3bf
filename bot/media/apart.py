"""Pictures in the containers of phones (HEIC, AVIF), read by a process of their own that ends with them.

Their decoders are large programs in C++ in which flaws are found year after year, and anybody who knows the
number can send a file. Whatever one does to its reader, this program goes on: the reader has no secrets in
its environment and bounds on time and memory, and a crash is an answer like any other. What it loads
(``bot.media.reader``) is in no other process's memory.
"""

import logging
import os
import subprocess
import sys
import threading
from enum import IntEnum
from pathlib import Path

_log = logging.getLogger(__name__)

# On two cores the largest picture that is opened needs four. It must end within the outbox's lease.
SECONDS = 12.0
# Readers at a time: the largest picture, if one can see through it, takes 0.8 GB.
_MOST_READERS = 2
_room = threading.BoundedSemaphore(_MOST_READERS)

_COMMAND = (sys.executable, "-P", "-m", "bot.media.reader")
_HOME = str(Path(__file__).parents[2])
# What it takes to find Python and its packages, and nothing else.
_HANDED_ON = ("PATH", "PYTHONHOME", "SYSTEMROOT", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")


class Why(IntEnum):
    """Why a picture was not read; the numbers are what the reader ends with."""

    NO_PICTURE = 3
    TOO_MUCH = 4  # More points than are opened.
    MOVING = 5
    TOO_SLOW = 6


class NotRead(Exception):
    """The picture was not read."""

    def __init__(self, why: Why) -> None:
        super().__init__(why.name)
        self.why = why


def read_apart(content: bytes) -> bytes:
    """The picture as an upright JPEG that tells nothing of place and camera, with its own colors. Raises
    NotRead. Slow: waits for a process of its own, and for its turn."""
    with _room:
        try:
            done = subprocess.run(  # noqa: S603 - a fixed command of our own.
                _COMMAND, input=content, capture_output=True, timeout=SECONDS, check=False, env=_environment()
            )
        except subprocess.TimeoutExpired:
            raise NotRead(Why.TOO_SLOW) from None
    if done.returncode:
        raise NotRead(_why(done))
    return done.stdout


def _why(done: "subprocess.CompletedProcess[bytes]") -> Why:
    try:
        return Why(done.returncode)
    except ValueError:
        # It has crashed, or was stopped at one of its bounds: of such a file nothing can be believed.
        told = {"ended_with": done.returncode, "fault": _fault(done.stderr)}
        _log.warning("The reader of a picture did not end as it should.", extra=told)
        return Why.NO_PICTURE


def _fault(printed: bytes) -> str:
    """The name of what was raised in the reader; what a library prints may be out of the picture."""
    last = printed[-80:].decode(errors="replace").strip().rpartition("\n")[2]
    return last if last.isidentifier() else ""


def _environment() -> dict[str, str]:
    kept = {name: os.environ[name] for name in _HANDED_ON if name in os.environ}
    paths = [_HOME, *filter(None, [os.environ.get("PYTHONPATH")])]
    return {**kept, "PYTHONPATH": os.pathsep.join(paths)}
