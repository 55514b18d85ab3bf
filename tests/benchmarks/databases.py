"""A fresh, migrated database for each measure, with the durability a real one has."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from tests.benchmarks.plan import Kind
from tests.support import databases as real

# A server that tests boot by themselves does not wait for the disk; figures from it would flatter everyone.
NO_POSTGRES = "PostgreSQL is left out: set TEST_POSTGRES_URL to a server with fsync on to measure it."


def available() -> list[Kind]:
    """SQLite always, PostgreSQL where TEST_POSTGRES_URL names one."""
    return ["sqlite", "postgres"] if os.environ.get("TEST_POSTGRES_URL") else ["sqlite"]


@contextmanager
def fresh(kind: Kind) -> Iterator[str]:
    """The URL of an empty database in this version's form, dropped at the end."""
    if kind == "postgres":
        server = real.server_url()
        assert server is not None, NO_POSTGRES
        with real.clone(server, _postgres_template(server)) as url:
            yield url
        return
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        path = Path(folder) / "bench.db"
        shutil.copyfile(_sqlite_template(), path)
        yield f"sqlite+aiosqlite:///{path}"


@cache
def _postgres_template(server: str) -> str:
    return real.make_template(server)


@cache
def _sqlite_template() -> Path:
    folder = tempfile.TemporaryDirectory(prefix="bench-template-")
    # Kept for as long as the program runs, and removed with it.
    _FOLDERS.append(folder)
    return real.sqlite_template(Path(folder.name))


_FOLDERS: list["tempfile.TemporaryDirectory[str]"] = []
