"""The audit as a file: every row, safe in a spreadsheet, and bounded."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.flows.reports import audit_export
from bot.flows.reports.audit_export import HEADER, safe_cell, send_export
from bot.storage.repositories.audit import Deed
from tests.flows.harness import Team

EVERYTHING = {"user": "U0SAM", "actor": "", "action": "", "client_id": "", "since": ""}


async def exported(team: Team) -> tuple[list[list[str]], str]:
    await send_export(team.ctx, team.slack, team.workspace_id, EVERYTHING)
    _, file = team.slack.files[-1]
    return list(csv.reader(io.StringIO(file.content.decode("utf-8-sig")))), file.words


async def test_every_deed_is_in_it_the_newest_first(team: Team, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(audit_export, "_BATCH", 3)
    jane = await team.meet('Jöhn, "the" Doe')
    async with team.ctx.store.write(team.workspace_id) as uow:
        deeds = [Deed("", "dnc_added", team.clock.now(), jane, detail={"n": at}) for at in range(8)]
        await uow.audit.write(deeds)
    (header, *rows), comment = await exported(team)
    assert tuple(header) == HEADER
    assert [row[-1] for row in rows] == [f'{{"n": {at}}}' for at in reversed(range(8))]
    assert {row[1] for row in rows} == {"Threadline"}
    assert {row[5] for row in rows} == {'Jöhn, "the" Doe'}
    assert rows[0][0] == "2026-11-20 15:00:00"
    assert comment == "The audit, as you asked: 8 entries."


async def test_it_is_bounded_and_says_so(team: Team, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(audit_export, "_BATCH", 2)
    monkeypatch.setattr(audit_export, "MOST_ROWS", 5)
    async with team.ctx.store.write(team.workspace_id) as uow:
        await uow.audit.write([Deed("U1", "dnc_added", team.clock.now(), detail={"n": n}) for n in range(9)])
    (_, *rows), comment = await exported(team)
    assert [row[-1] for row in rows] == [f'{{"n": {at}}}' for at in (8, 7, 6, 5, 4)]
    assert "the newest 5 entries" in comment


async def test_an_empty_audit_is_a_file_with_its_header(team: Team) -> None:
    rows, comment = await exported(team)
    assert [tuple(row) for row in rows] == [HEADER]
    assert comment == "The audit, as you asked: 0 entries."


@given(st.text())
def test_no_cell_begins_like_a_formula(value: str) -> None:
    cell = safe_cell(value)
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
    assert cell.removeprefix("'") == value or cell == value
