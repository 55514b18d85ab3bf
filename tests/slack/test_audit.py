"""/messaging audit: who did what, filtered, paged and exported."""

import csv
import io
from datetime import timedelta
from typing import Any

import pytest

from bot.domain.roles import Role
from bot.domain.thread import SharedFile
from bot.flows.reports.audit_export import send_export
from bot.ports import PostFailed, PostProblem
from bot.slack.blocks import audit
from bot.slack.threads import SlackThreads
from bot.storage.repositories.audit import Deed
from bot.storage.tables import outbox
from tests.slack.conftest import MAYA, SAM, World
from tests.slack.windows import appoint, command, deeds, press, title, window, words


async def done(world: World, *new: Deed) -> None:
    async with world.ctx.store.write(world.deps.workspace_id) as uow:
        await uow.audit.write(new)


async def open_audit(world: World) -> None:
    await appoint(world, MAYA, Role.MANAGER)
    assert await command(world, MAYA, "/messaging", "audit") == ""


async def choose(world: World, action: str, **value: Any) -> None:
    block = window(world).blocks[0]["block_id"]
    assert await world.slack.people.choose(MAYA, window(world).id, block, action, value)


async def test_sender_may_not_look(world: World) -> None:
    said = await command(world, SAM, "/messaging", "audit")
    assert "You cannot see what is hidden, the costs or the audit: you are a sender here" in said


async def test_deeds_are_told_in_words(world: World) -> None:
    client = await world.add_client("Jane & Co")
    changes = {"quiet.opens": ["08:00", "09:00"], "quiet.state_rules": [True, False]}
    now = world.ctx.clock.now()
    await done(
        world,
        Deed(SAM, "consent_recorded", now, client.id, detail={"state": "express"}),
        Deed(SAM, "settings_changed", now, detail={"changes": changes}),
        Deed("", "of_a_newer_version", now),
    )
    await open_audit(world)
    shown = words(world)
    assert f"<@{SAM}> *recorded consent* · Jane &amp; Co" in shown
    assert "quiet.opens: 08:00 → 09:00; quiet.state_rules: on → off" in shown
    assert "Threadline *of a newer version*" in shown
    assert f"<@{MAYA}>; is now: manager; by: command line" in shown


async def test_names_stand_where_ids_did(world: World) -> None:
    jane, other = await world.add_client(), await world.add_client("Jane <Roe>", "+12025550178")
    now = world.ctx.clock.now()
    await done(
        world,
        Deed(
            SAM,
            "trigger_removed",
            now,
            detail={"trigger": "TRIGGER1", "kind": "payment", "template": "Reminder"},
        ),
        Deed(SAM, "system_key_revoked", now, detail={"key": "KEY1", "label": "Booking system"}),
        Deed(
            SAM, "series_ended", now, jane.id, detail={"series": "SERIES1", "repeats": "Every day at 9:00 AM"}
        ),
        Deed(SAM, "clients_merged", now, jane.id, detail={"merge": "MERGE1", "other": other.id}),
        Deed(SAM, "client_assigned", now, jane.id, detail={"to": MAYA}),
        Deed(SAM, "posted_in_slack", now, detail={"channel": "C0ROOM1", "template": "Weekly news"}),
        Deed(
            SAM,
            "rescheduled",
            now,
            jane.id,
            detail={"from": now.isoformat(), "to": "2026-11-24T14:00:00+00:00"},
        ),
    )
    await open_audit(world)
    shown = words(world)
    assert "kind: payment; template: Reminder" in shown
    assert "label: Booking system" in shown
    assert "repeats: Every day at 9:00 AM" in shown
    assert "other client: Jane &lt;Roe&gt;" in shown
    assert f"is now: <@{MAYA}>" in shown
    assert "channel: <#C0ROOM1>; template: Weekly news" in shown
    assert "is now: <!date^1795528800^" in shown
    for raw in ("TRIGGER1", "KEY1", "SERIES1", "MERGE1", other.id, "T14:00"):
        assert raw not in shown


async def test_an_id_that_nothing_names_stays(world: World) -> None:
    await done(world, Deed(SAM, "clients_merged", world.ctx.clock.now(), detail={"other": "GONE1"}))
    await open_audit(world)
    assert "other client: GONE1" in words(world)


async def test_filters_and_pages(world: World) -> None:
    client, now = await world.add_client(), world.ctx.clock.now()
    await done(
        world,
        Deed(SAM, "dnc_added", now - timedelta(days=20), client.id),
        *(Deed(SAM, "consent_recorded", now, detail={"n": at}) for at in range(12)),
    )
    await open_audit(world)
    assert words(world).count("recorded consent*") == 9
    await press(world, "pages", audit.OLDER)
    assert words(world).count("recorded consent*") == 3
    assert "20 days" not in words(world)
    await press(world, "pages", audit.NEWEST)
    await choose(world, audit.WHO, selected_user=MAYA)
    assert "Nothing was done that fits." in words(world)
    await press(world, "pages", audit.RESET)
    await choose(world, audit.WHAT, selected_option={"value": "dnc_added"})
    assert words(world).count("*put a number on the do-not-contact list*") == 1
    await choose(world, audit.DAYS, selected_option={"value": "7"})
    assert "Nothing was done that fits." in words(world)
    await press(world, "pages", audit.RESET)
    block = window(world).blocks[0]["block_id"]
    options = await world.slack.people.suggest(MAYA, window(world).id, block, audit.CLIENT, "Jane")
    await choose(world, audit.CLIENT, selected_option=options[0])
    assert "put a number on" in words(world)
    assert words(world).count("recorded consent*") == 0


async def test_export_comes_as_a_file_that_no_spreadsheet_carries_out(world: World) -> None:
    client = await world.add_client('=HYPERLINK("http://evil.example")')
    await done(world, Deed(SAM, "dnc_added", world.ctx.clock.now(), client.id, detail={"ends": "0123"}))
    await open_audit(world)
    await choose(world, audit.WHO, selected_user=SAM)
    await press(world, "pages", audit.EXPORT)
    assert title(world) == "On its way"
    assert (await deeds(world))[0].action == "audit_exported"
    await _carry_out(world)
    direct = world.slack.people.direct_channel(MAYA)
    message = world.slack.workspace.messages(direct)[-1]
    assert message.text == "The audit, as you asked: 1 entry."
    [file] = message.files
    assert file.name.startswith("audit-")
    assert file.content is not None
    header, row = csv.reader(io.StringIO(file.content.decode("utf-8-sig")))
    told = dict(zip(header, row, strict=True))
    assert told["Who"] == "Sam & Co"
    assert told["What"] == "put a number on the do-not-contact list"
    assert told["Client"] == """'=HYPERLINK("http://evil.example")"""
    assert told["Details"] == '{"ends": "0123"}'


async def test_file_that_slack_does_not_take_is_a_failure_to_repeat(world: World) -> None:
    threads = SlackThreads(world.client)
    world.slack.faults.fail_next("files.completeUploadExternal", status=500)
    with pytest.raises(PostFailed) as failed:
        await threads.send_file(MAYA, SharedFile("a.csv", b"a", "Here"))
    assert failed.value.problem is PostProblem.UNKNOWN
    world.slack.faults.fail_next("conversations.open", rate_limited=3)
    with pytest.raises(PostFailed) as failed:
        await threads.send_file(MAYA, SharedFile("a.csv", b"a", "Here"))
    assert failed.value.problem is PostProblem.RETRY


async def _carry_out(world: World) -> None:
    """Do what the worker does with the wish for an export."""
    async with world.ctx.store.read(world.deps.workspace_id) as uow:
        rows = (await uow.connection.execute(outbox.select().where(outbox.c.kind == "audit_export"))).all()
    [wish] = rows
    await send_export(world.ctx, SlackThreads(world.client), world.deps.workspace_id, wish.data)
