"""Clients written into a file and read again are the same clients."""

import csv
import io
from dataclasses import replace
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.client import Address, AddressKind, Client
from bot.domain.client_record import ClientRecord, record_of, tidy
from bot.domain.sheets.rows import Reading, read_sheet
from bot.domain.sheets.write import HEADER, client_row, rejected_rows, written

NOW = datetime(2026, 11, 22, 15, 0, tzinfo=UTC)
TEXT = st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\x00"), max_size=30) | st.text(
    alphabet="'=+-@\t\r\n\\;,\" aé", max_size=12
)
NUMBERS = [f"+1202555{last:04}" for last in range(100, 140)]

CLIENTS = st.builds(
    Client,
    id=st.just("01CLIENT"),
    workspace_id=st.just("W"),
    name=TEXT,
    is_lead=st.booleans(),
    created_at=st.just(NOW),
    company=TEXT,
    time_zone=st.sampled_from([None, "Europe/Berlin", "US/Eastern", "America/Argentina/ComodRivadavia"]),
    addresses=st.lists(st.sampled_from([*NUMBERS, "US.abc", "DE.9"]), unique=True, max_size=5).map(
        lambda values: tuple(
            Address(v, "01CLIENT", v, AddressKind.PHONE if v[0] == "+" else AddressKind.WHATSAPP_ID)
            for v in values
        )
    ),
    is_spam=st.booleans(),
    kind=TEXT,
    language=st.sampled_from(["", "es", "de"]),
    owner=st.sampled_from([None, "U0SAM"]),
    tags=st.lists(TEXT, max_size=4).map(tuple),
    notes=TEXT,
    last_order=TEXT,
)


@given(CLIENTS, st.none() | st.just(NOW))
def test_a_client_comes_back_as_it_is(client: Client, appointment: datetime | None) -> None:
    content = written(HEADER, [client_row(client, appointment)])
    [row] = read_sheet(content, Reading("DE", "Asia/Tokyo")).rows
    assert row.problems == ()
    assert set(row.addresses) == {address.value for address in client.addresses}
    assert (row.client_id, row.is_spam) == (client.id, client.is_spam)
    assert tidy(replace(ClientRecord(""), **row.values)) == tidy(record_of(client, appointment))


@given(CLIENTS)
def test_no_spreadsheet_carries_a_cell_out(client: Client) -> None:
    content = written(HEADER, [client_row(client, NOW)]).decode("utf-8-sig")
    [header, cells] = csv.reader(io.StringIO(content, ""))
    assert header == list(HEADER)
    assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n")) for cell in cells)


def test_a_number_keeps_its_plus() -> None:
    address = Address("A", "C", "+12025550123")
    client = Client("C", "W", "Jane", is_lead=False, created_at=NOW, addresses=(address,))
    assert client_row(client)[1] == "'+12025550123"


def test_rejected_rows_come_with_their_problems_and_can_be_mended_and_read_again() -> None:
    first = read_sheet(b"Name,Phone,Shoe\nJane,12,=1\nJohn,2025550124,8\n", Reading("US"))
    bad = first.rows[0]
    content = rejected_rows(first.columns.header, [bad], {2: bad.problems})
    [header, cells] = csv.reader(io.StringIO(content.decode("utf-8-sig"), ""))
    assert header == ["Problem", "Name", "Phone", "Shoe"]
    assert cells[0].startswith("Phone: “12” is too short")
    assert cells[1:] == ["Jane", "12", "'=1"]
    again = read_sheet(content, Reading("US"))
    assert again.columns.ignored == ("Shoe",)
    assert again.rows[0].cells[1:] == ("Jane", "12", "'=1")
    twice = rejected_rows(again.columns.header, again.rows, {2: bad.problems})
    assert twice == content
    mended = read_sheet(content.replace(b",12,", b",2025550123,"), Reading("US"))
    assert (mended.rows[0].addresses, mended.rows[0].problems) == (("+12025550123",), ())
