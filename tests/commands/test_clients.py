"""``bot clients`` as an operator uses it, on each database."""

import asyncio
import csv
import io
from pathlib import Path

import pytest

from bot.flows.context import Context
from bot.storage.tables import audit
from tests.commands.test_cli import bot
from tests.flows.harness import Team
from tests.support.world import StoppedClock

FILE = "Name,Phone,Shoe size\nJane Doe,+1 202-555-0123,8\nJohn,12,9\nZoë,030 901820,7\n"
TOO_SHORT = "Row 3, Phone: “12” is too short for a phone number. Check it, with the country code first.\n"


@pytest.fixture
def settings(database_url: str, workspace_id: str) -> dict[str, str]:
    """Settings of a database that knows a workspace."""
    assert workspace_id
    return {"DATABASE_URL": database_url.replace("+psycopg", "").replace("+aiosqlite", "")}


@pytest.fixture
def team(ctx: Context, workspace_id: str, clock: StoppedClock) -> Team:
    """The workspace itself."""
    return Team(ctx, workspace_id, clock)


async def said(settings: dict[str, str], *arguments: str | Path) -> tuple[int, str, str]:
    told = await asyncio.to_thread(bot, "clients", *map(str, arguments), **settings)
    return told.returncode, told.stdout, told.stderr


async def test_a_file_is_looked_at_imported_mended_and_imported_again(
    settings: dict[str, str], team: Team, tmp_path: Path
) -> None:
    file, errors = tmp_path / "clients.csv", tmp_path / "errors.csv"
    file.write_text(FILE, encoding="utf-8")
    code, out, err = await said(settings, "import", file, "--dry-run")
    would = "An import would have done this: 1 created, 0 changed, 0 unchanged, 2 skipped."
    assert (code, out) == (3, f"{would} Nothing was written.\n")
    assert TOO_SHORT in err
    assert "Left out, because they are not understood: Shoe size." in err
    assert await team.clients() == []

    code, out, err = await said(settings, "import", file, "--errors", errors)
    assert (code, out) == (3, "1 created, 0 changed, 0 unchanged, 2 skipped.\n")
    assert f"The rows that were skipped are in {errors}." in err
    assert errors.stat().st_mode & 0o077 == 0
    header, john, _ = csv.reader(io.StringIO(errors.read_text("utf-8-sig"), newline=""))
    assert header == ["Problem", "Name", "Phone", "Shoe size"]
    assert john[0] == f"Phone: {TOO_SHORT.partition('Phone: ')[2].strip()}"

    mended = errors.read_text("utf-8").replace(",12,", ",+1 202-555-0124,")
    errors.write_text(mended, encoding="utf-8")
    code, out, err = await said(settings, "import", errors, "--region", "de", "--dry-run")
    assert (code, "2 created, 0 changed, 0 unchanged, 0 skipped" in out) == (0, True)
    code, out, _ = await said(settings | {"DEFAULT_REGION": "DE"}, "import", file)
    assert (code, out) == (3, "1 created, 0 changed, 1 unchanged, 1 skipped.\n")
    code, out, _ = await said(settings, "import", errors)
    assert out == "1 created, 0 changed, 0 unchanged, 1 skipped.\n"
    assert sorted(row.name for row in await team.clients()) == ["Jane Doe", "John", "Zoë"]
    [*_, deed] = await team.rows(audit, action="clients_imported")
    assert (deed.actor, deed.detail["by"], deed.detail["created"]) == ("", "command line", 1)


async def test_what_is_exported_can_be_imported(settings: dict[str, str], team: Team, tmp_path: Path) -> None:
    await team.meet("Jane Doe")
    await team.meet("=1+1", "+12125550124")
    code, out, err = await said(settings, "export")
    assert (code, err) == (0, "")
    assert out.startswith("\ufeffName,Phone numbers,")
    assert "'=1+1,'+12125550124," in out
    file = tmp_path / "out.csv"
    assert await said(settings, "export", file) == (0, f"2 clients are in {file}.\n", "")
    assert file.stat().st_mode & 0o077 == 0
    assert await said(settings, "import", file) == (0, "0 created, 0 changed, 2 unchanged, 0 skipped.\n", "")
    assert len(await team.audit("clients_exported")) == 2


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("import", "{there}", "--region", "XY"), "--region XY is no country"),
        (("import", "{nowhere}"), "cannot be read: No such file"),
        (("import", "{book}"), "Save it as CSV UTF-8"),
        (("import", "{there}", "--errors", "{there}"), "Name another file"),
        (("export", "{nowhere}/out.csv"), "cannot be written"),
    ],
)
async def test_what_cannot_be_is_said_in_one_line(
    settings: dict[str, str], tmp_path: Path, arguments: tuple[str, ...], words: str
) -> None:
    names = {"there": tmp_path / "a.csv", "book": tmp_path / "b.csv", "nowhere": tmp_path / "none"}
    names["there"].write_text(FILE, encoding="utf-8")
    names["book"].write_bytes(b"PK\x03\x04")
    code, out, err = await said(settings, *(each.format(**names) for each in arguments))
    assert (code, out) == (1, "")
    assert words in err
    assert err.count("\n") == 1


def test_a_wrong_default_region_is_told(tmp_path: Path) -> None:
    told = bot("clients", "import", "a.csv", DATA_DIR=str(tmp_path), DEFAULT_REGION="Atlantis")
    assert told.returncode == 2
    assert told.stderr.startswith("bot: DEFAULT_REGION is wrong")
