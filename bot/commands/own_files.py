"""Files at the command line that hold names and numbers of clients."""

import os
from pathlib import Path

from bot.cannot_start import CannotStart


def read_file(file: Path, most_bytes: int) -> bytes:
    """The file, and no more of it than one byte above ``most_bytes``. Raises CannotStart."""
    try:
        with file.open("rb") as opened:
            return opened.read(most_bytes + 1)
    except OSError as error:
        raise CannotStart(f"{file} cannot be read: {error.strerror}.") from None


def write_own(file: Path, content: bytes) -> None:
    """Write a file that nobody else on the machine may read. Raises CannotStart."""
    try:
        number = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(number, "wb") as opened:
            opened.write(content)
    except OSError as error:
        raise CannotStart(f"{file} cannot be written: {error.strerror}.") from None
