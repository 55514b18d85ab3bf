"""The media store in a folder of this machine, or of one that all processes share.

A file lies under the hash of its bytes, so that the same file kept twice takes no more room, and nothing that
a person or a provider has named becomes part of a path.
"""

import asyncio
import hashlib
import os
import re
import secrets
from datetime import datetime
from pathlib import Path

from bot.ports import MediaStoreFull

MOST_BYTES = 2_000_000_000
_REFERENCE = re.compile(r"[0-9a-f]{64}")


class MediaFolder:
    """Implements ``bot.ports.MediaStore``."""

    def __init__(self, folder: Path, most_bytes: int = MOST_BYTES) -> None:
        """``most_bytes``: what all files together may take."""
        self._folder = folder
        self._most_bytes = most_bytes

    async def keep(self, content: bytes, now: datetime) -> str:
        """Keep the bytes; what they are found by. Raises MediaStoreFull."""
        return await asyncio.to_thread(self._keep, content, now)

    async def read(self, reference: str) -> bytes | None:
        """The bytes, or None when they are not kept any more."""
        return await asyncio.to_thread(self._read, reference)

    async def forget_before(self, moment: datetime) -> int:
        """Drop what was last kept before then; how many files."""
        return await asyncio.to_thread(self._forget_before, moment)

    def _keep(self, content: bytes, now: datetime) -> str:
        reference = hashlib.sha256(content).hexdigest()
        path = self._path(reference)
        if not path.exists():
            if len(content) + sum(each.stat().st_size for each in self._kept()) > self._most_bytes:
                raise MediaStoreFull
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            # Written beside and moved: nobody ever reads half a file.
            half = path.with_name(f"{reference}.{secrets.token_hex(4)}")
            half.write_bytes(content)
            half.replace(path)
        os.utime(path, (now.timestamp(), now.timestamp()))
        return reference

    def _read(self, reference: str) -> bytes | None:
        if not _REFERENCE.fullmatch(reference):
            return None
        try:
            return self._path(reference).read_bytes()
        except FileNotFoundError:
            return None

    def _forget_before(self, moment: datetime) -> int:
        old = [path for path in self._kept() if path.stat().st_mtime < moment.timestamp()]
        for path in old:
            path.unlink(missing_ok=True)
        return len(old)

    def _kept(self) -> list[Path]:
        return [path for path in self._folder.glob("??/*") if path.is_file()]

    def _path(self, reference: str) -> Path:
        return self._folder / reference[:2] / reference
