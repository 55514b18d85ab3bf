"""Processes that are measured from outside: started, waited for, weighed, stopped."""

import asyncio
import atexit
import os
import shutil
import signal
import socket
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from bot.config import SETTING_NAMES

ROOT = Path(__file__).parents[2]
START_SECONDS = 60.0
_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Running:
    """A process that serves HTTP on ``port`` of this machine; ``started_in`` is in seconds."""

    pid: int
    port: int
    started_in: float

    def cpu(self) -> float:
        """Seconds of CPU it has used so far, in all its threads."""
        fields = Path(f"/proc/{self.pid}/stat").read_text("ascii").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / _TICKS

    def memory(self) -> float:
        """Megabytes of memory that it holds now."""
        for line in Path(f"/proc/{self.pid}/status").read_text("ascii").splitlines():
            if line.startswith("VmRSS:"):
                return int(line.split()[1]) / 1024
        raise RuntimeError("The system does not tell how much memory a process holds.")


@cache
def compiled() -> Path:
    """A folder for compiled modules that every measured process shares, removed at the end."""
    folder = tempfile.mkdtemp(prefix="bench-compiled-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return Path(folder)


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
        return port


@asynccontextmanager
async def serving(arguments: Sequence[str], env: Mapping[str, str], port: int) -> AsyncIterator[Running]:
    """Start ``python`` with ``arguments``, wait until it answers ``GET /healthz``, and end it afterwards."""
    clean = {name: value for name, value in os.environ.items() if name.upper() not in SETTING_NAMES}
    # An installed program has its modules compiled.
    clean.pop("PYTHONDONTWRITEBYTECODE", None)
    clean["PYTHONPYCACHEPREFIX"] = str(compiled())
    began = time.perf_counter()
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, *arguments),
        cwd=ROOT,
        env={**clean, "LOG_LEVEL": "WARNING", **env, "PORT": str(port)},
        stdin=asyncio.subprocess.DEVNULL,
    )
    try:
        await _answers(process, port)
        yield Running(process.pid, port, time.perf_counter() - began)
    finally:
        await _end(process)


async def _answers(process: asyncio.subprocess.Process, port: int) -> None:
    async with asyncio.timeout(START_SECONDS):
        while not await _healthy(port):
            if process.returncode is not None:
                raise RuntimeError(f"A measured process ended with {process.returncode} while it started.")
            await asyncio.sleep(0.005)


async def _healthy(port: int) -> bool:
    try:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
    except OSError:
        return False
    try:
        writer.write(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
        return (await reader.readline()).split()[1:2] == [b"200"]
    except OSError:
        return False
    finally:
        writer.close()


async def _end(process: asyncio.subprocess.Process) -> None:
    if process.returncode is not None:
        return
    process.send_signal(signal.SIGTERM)
    try:
        async with asyncio.timeout(30):
            await process.wait()
    except TimeoutError:
        process.kill()
        await process.wait()
