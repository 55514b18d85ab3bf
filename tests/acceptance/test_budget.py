"""A month's budget in the running program: refused in words, told once, and settled by the real price."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import select

from bot.domain.settings import Budget
from bot.storage.store import Store
from bot.storage.tables import budget_totals, charges, workspaces
from tests.acceptance.people import MAYA, SMS, Desk
from tests.support.program import Program, eventually

REPORTS = "C0GENERAL"
# Two short texts at $0.0079 are 83 % of it; a third has no room.
BUDGET = Decimal("0.019")


async def give_budget(store: Store) -> None:
    """What an admin does in /messaging settings."""
    async with store.reader.connect() as connection:
        workspace_id = str((await connection.execute(select(workspaces.c.id))).scalar_one())
    async with store.write(workspace_id) as uow:
        kept = await uow.settings.load()
        chosen = replace(kept.settings, budget=Budget(BUDGET), system_channel=REPORTS)
        await uow.settings.save(chosen, kept.version, MAYA, datetime.now(UTC))


async def rows(store: Store, table: Any) -> Any:
    async with store.reader.connect() as connection:
        return (await connection.execute(select(table))).all()


async def test_a_budget_that_is_nearly_used_up(program: Program, database_url: str) -> None:
    desk, store = Desk(program), Store(database_url)
    await give_budget(store)
    # Billed at once: what is asked for before it is billed waits ever longer, and this test only so long.
    program.twilio.state.config.priced_after = 0.0
    client = desk.newcomer()
    await desk.text(MAYA, "/sms", f"{client.number} The first text", name="Nora Nearly")
    await desk.text(MAYA, "/sms", f"{client.number} The second text")
    assert await desk.delivered(client, 2, SMS) == ["The first text", "The second text"]

    view = await desk.open_form(MAYA, "/sms", f"{client.number} The third text")
    result = await desk.submit(MAYA, view)
    assert "There is no room for this in the workspace’s budget" in result.errors["body"]
    assert "this text costs about $0.0079" in result.errors["body"]
    assert "A manager can send it anyway." in result.errors["body"]

    def told() -> list[str]:
        return [m.text for m in program.slack.workspace.messages(REPORTS) if "budget" in m.text]

    await eventually(told, "the admins are told")
    assert len(told()) == 1
    assert client.texts(SMS) == ["The first text", "The second text"]

    async def settled() -> bool:
        found = await rows(store, charges)
        return len(found) == 2 and all(row.state == "settled" for row in found)

    await eventually(settled, "the real prices are known")
    # The stand-in bills $0.0083 a segment.
    [total] = await rows(store, budget_totals)
    assert (total.taken, total.messages) == (16_600, 2)
    await store.close()
