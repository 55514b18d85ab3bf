"""Row ids that sort by the time they were made, so that order needs no counter shared by processes."""

import hashlib
import os
import threading
import time

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
# Two characters at a time: ten bits each.
_PAIRS = tuple(first + second for first in _ALPHABET for second in _ALPHABET)
_SHIFTS = tuple(range(120, -1, -10))
_RANDOM_BITS = 80
_lock = threading.Lock()
_last = 0


def new_id() -> str:
    """A ULID: 26 characters, 48 bits of milliseconds and 80 random ones.

    Within one process each is greater than the one before, even inside a millisecond.
    """
    global _last  # noqa: PLW0603 - the one piece of state that makes ids of one process increase.
    fresh = (time.time_ns() // 1_000_000) << _RANDOM_BITS | int.from_bytes(
        os.urandom(_RANDOM_BITS // 8), "big"
    )
    with _lock:
        _last = fresh if fresh > _last else _last + 1
        value = _last
    return "".join([_PAIRS[value >> shift & 1023] for shift in _SHIFTS])


def fixed_id(*names: str) -> str:
    """An id that the same names always give, however often and wherever it is asked for.

    It looks like the others but says nothing of a time: two who make the same thing make one row.
    """
    digest = hashlib.sha256("\0".join(names).encode()).digest()
    value = int.from_bytes(digest[:16], "big")
    return "".join([_PAIRS[value >> shift & 1023] for shift in _SHIFTS])
