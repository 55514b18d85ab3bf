"""``bot reminder`` as an operator uses it, on each database."""

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.domain.ids import new_id
from bot.domain.message_template import MessageTemplate, Reach, Variant
from bot.domain.occasion import OccasionKind, OccasionState
from bot.domain.trigger import Offset, Trigger, Unit, When
from bot.storage.store import Store
from bot.storage.tables import occasions
from tests.commands.test_cli import bot

JANE = "+12125550123"
SOON = (datetime.now(UTC) + timedelta(days=30)).replace(hour=16, minute=0, second=0, microsecond=0)
AT = SOON.isoformat()


@pytest.fixture
def settings(database_url: str, workspace_id: str) -> dict[str, str]:
    """Settings of a database that knows a workspace."""
    assert workspace_id
    url = database_url.replace("+psycopg", "").replace("+aiosqlite", "")
    return {"DATABASE_URL": url, "INBOX_CHANNEL": "C0INBOX"}


@pytest.fixture
async def reminds(store: Store, workspace_id: str) -> None:
    """A trigger that reminds a day before."""
    now = datetime.now(UTC)
    words = MessageTemplate(new_id(), "Words", Reach.ALL, (Variant("", "See you."),), 1, now)
    offsets = (Offset(When.BEFORE, 24, Unit.HOURS),)
    async with store.write(workspace_id) as uow:
        await uow.message_templates.add(words)
        await uow.triggers.save(Trigger(new_id(), OccasionKind.APPOINTMENT, words.id, offsets, now))


async def said(settings: dict[str, str], *arguments: str) -> tuple[int, str, str]:
    told = await asyncio.to_thread(bot, "reminder", *arguments, **settings)
    assert "Traceback" not in told.stderr
    return told.returncode, told.stdout, told.stderr


async def rows(store: Store) -> list[tuple[str, str, str | None]]:
    async with store.reader.connect() as connection:
        found = await connection.execute(occasions.select().order_by(occasions.c.id))
        return [(row.kind, row.state, row.ref) for row in found]


@pytest.mark.usefixtures("reminds")
async def test_an_appointment_is_set_moved_listed_confirmed_and_cancelled(
    settings: dict[str, str], store: Store
) -> None:
    assert await said(settings, "list") == (0, "No reminder is planned.\n", "")
    whose = ("--number", JANE, "--name", "Jane Doe", "--ref", "A-17")
    code, out, err = await said(settings, "appointment", *whose, "--at", AT, "--title", "Check-up")
    assert (code, err) == (0, "")
    assert out.startswith("For Jane Doe: appointment Check-up, ")
    assert "is set." in out
    assert "1 reminder planned, New York time: 24 hours before" in out
    later = (SOON + timedelta(days=1)).isoformat()
    _, out, _ = await said(settings, "appointment", "--ref", "A-17", "--at", later)
    assert "is moved." in out
    _, out, _ = await said(settings, "list")
    [line] = out.splitlines()
    assert line.endswith("Jane Doe: appointment Check-up, 24 hours before (ref A-17)")
    _, out, _ = await said(settings, "confirm", "--ref", "A-17")
    assert out.startswith("The appointment Check-up of Jane Doe is confirmed.")
    _, out, _ = await said(settings, "confirm", "--ref", "A-17")
    assert "was already confirmed." in out
    _, out, _ = await said(settings, "cancel", "--ref", "A-17", "--quiet")
    assert "is cancelled." in out
    assert await said(settings, "list") == (0, "No reminder is planned.\n", "")
    assert await rows(store) == [("appointment", OccasionState.CANCELLED.value, "A-17")]


async def test_payments_documents_and_new_clients(settings: dict[str, str], store: Store) -> None:
    day = SOON.date().isoformat()
    whose = ("--number", JANE, "--ref", "X-1")
    code, out, _ = await said(
        settings, "payment", *whose, "--day", day, "--amount", "12.50", "--invoice", "1043"
    )
    assert (code, "payment of invoice 1043 ($12.50)" in out) == (0, True)
    assert (await said(settings, "document", *whose, "--title", "Deed"))[0] == 0
    assert (await said(settings, "client", "--number", JANE))[0] == 0
    code, _, err = await said(settings, "cancel", "--ref", "X-1")
    assert (code, "Say which with --kind: payment or document" in err) == (1, True)
    assert (await said(settings, "cancel", "--ref", "X-1", "--kind", "document"))[0] == 0
    assert (await said(settings, "paid", "--ref", "X-1"))[0] == 0
    assert [row[:2] for row in await rows(store)] == [
        ("payment", "paid"),
        ("document", "cancelled"),
        ("new_client", "open"),
    ]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("appointment", "--number", JANE, "--at", "tomorrow"), "--at: It is no time."),
        (("appointment", "--number", "12", "--at", AT), "--number: "),
        (("appointment", "--at", AT), "--number: "),
        (("payment", "--number", JANE, "--day", "x", "--amount", "y"), "--day: It is no day."),
        (("document", "--number", JANE, "--link", "ftp://x"), "--link: "),
        (("document", "--number", JANE, "--title", "x" * 501), "--title: At most 500"),
        (("client", "--number", JANE, "--name", "x" * 101), "--name: At most 100"),
        (("confirm", "--ref", "A-99"), "Nothing was set with --ref A-99"),
        (("import", "/nowhere.csv"), "cannot be read"),
    ],
)
async def test_what_cannot_be_is_said_and_nothing_is_set(
    settings: dict[str, str], store: Store, arguments: tuple[str, ...], words: str
) -> None:
    code, out, err = await said(settings, *arguments)
    assert (code, out) == (1, "")
    assert words in err
    assert await rows(store) == []


async def test_without_the_inbox_nothing_is_begun(settings: dict[str, str]) -> None:
    code, _, err = await said(settings | {"INBOX_CHANNEL": ""}, "list")
    assert code != 0
    assert "INBOX_CHANNEL" in err


async def test_a_file_is_imported_row_by_row_and_again_without_doubles(
    settings: dict[str, str], store: Store, tmp_path: Path
) -> None:
    file = tmp_path / "week.csv"
    day = SOON.date().isoformat()
    file.write_text(
        "Kind;Number;Name;At;Day;Ref;Amount\n"
        f"appointment;{JANE};Jane Doe;{AT};;A-1;\n"
        f"appointment;12;;{AT};;A-2;\n"
        "\n"
        f"payment;{JANE};;;{day};;120.00\n"
        f"party;{JANE};;;;;a lot\n",
        "utf-8",
    )
    code, out, err = await said(settings, "import", str(file))
    assert (code, out) == (3, "2 set, 0 known already, 2 skipped.\n")
    told = sorted(line.split(":")[0] for line in err.splitlines())
    assert told == ["Row 3, number", "Row 6, amount", "Row 6, kind"]
    code, out, _ = await said(settings, "import", str(file))
    assert (code, out) == (3, "0 set, 2 known already, 2 skipped.\n")
    assert len(await rows(store)) == 2


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("number,at\n+1,x\n", "kind among them"),
        ("kind,colour\nappointment,red\n", "“colour” is not known"),
        ("kind,kind\n", "each once"),
        ("", "is empty"),
        ("kind\n" + "client\n" * 5_001, "more than 5,000 rows"),
    ],
)
async def test_a_file_that_is_none_is_refused_as_a_whole(
    settings: dict[str, str], tmp_path: Path, content: str, words: str
) -> None:
    file = tmp_path / "week.csv"
    file.write_text(content, "utf-8")
    code, out, err = await said(settings, "import", str(file))
    assert (code, out) == (1, "")
    assert words in err
