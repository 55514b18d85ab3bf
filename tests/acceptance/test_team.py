"""The team over HTTP: first admin, roles, settings, opt-outs by hand, consent, audit and its export."""

import csv
import io
import json
from typing import Any

import pytest

from bot.sandbox.slack.modals.view import View
from tests.acceptance.people import MAYA, PRIYA, SAM, Desk
from tests.support.program import Program, eventually

pytestmark = pytest.mark.asyncio(loop_scope="module")


def words(view: View) -> str:
    return json.dumps(view.blocks, ensure_ascii=False)


async def open_window(desk: Desk, user: str, command: str, typed: str) -> View:
    answer = await desk.people.command(user, desk.inbox, command, typed)
    assert answer.ok, answer
    assert answer.message is None, answer.message
    view = desk.people.open_view(user)
    assert view is not None
    return view


async def refused(desk: Desk, user: str, command: str, typed: str) -> str:
    answer = await desk.people.command(user, desk.inbox, command, typed)
    assert answer.ok
    assert answer.message is not None
    return answer.message.text


def front(desk: Desk, user: str) -> View:
    view = desk.people.open_view(user)
    assert view is not None
    return view


async def choose(desk: Desk, user: str, block: str, **value: Any) -> None:
    assert await desk.people.choose(user, front(desk, user).id, block, block, value)


async def press(desk: Desk, user: str, block: str, action: str) -> None:
    assert await desk.people.click(user, front(desk, user).id, block, action)


async def fill(desk: Desk, user: str, block: str, text: str) -> None:
    await desk.people.type_text(user, front(desk, user).id, block, block, text)


async def submit(desk: Desk, user: str) -> dict[str, str]:
    result = await desk.people.submit(user, front(desk, user).id)
    assert result.ok or result.errors, result
    return result.errors


async def appoint(desk: Desk, person: str, role: str) -> None:
    """Maya gives somebody a role; she is an admin of the Slack workspace, and so the first one here."""
    await open_window(desk, MAYA, "/messaging", "roles")
    await press(desk, MAYA, "give", "roles_give_person")
    await choose(desk, MAYA, "who", selected_user=person)
    await choose(desk, MAYA, "role", selected_option={"value": role})
    assert await submit(desk, MAYA) == {}
    await desk.people.close_view(MAYA, front(desk, MAYA).id)


async def test_first_admin_roles_and_what_they_allow(desk: Desk) -> None:
    assert "Nobody is an admin of this app yet" in await refused(desk, PRIYA, "/messaging", "settings")
    view = await open_window(desk, MAYA, "/messaging", "settings")
    assert "Nobody was an admin of this app yet" in words(view)
    await desk.people.close_view(MAYA, view.id)
    assert "you are a sender here, and it takes an admin" in await refused(desk, SAM, "/messaging", "roles")
    assert "takes a manager" in await refused(desk, SAM, "/messaging", "audit")
    await appoint(desk, SAM, "manager")
    assert "You are a manager here" in await refused(desk, SAM, "/messaging", "help")
    await appoint(desk, PRIYA, "viewer")
    assert "You are a viewer here" in await refused(desk, PRIYA, "/messaging", "")


async def test_a_group_s_role_is_there_as_soon_as_somebody_joins(shared: Program, desk: Desk) -> None:
    await open_window(desk, MAYA, "/messaging", "roles")
    await press(desk, MAYA, "give", "roles_give_group")
    await choose(desk, MAYA, "who", selected_option={"value": "S0FRONT"})
    await choose(desk, MAYA, "role", selected_option={"value": "manager"})
    assert await submit(desk, MAYA) == {}
    assert "Front desk (2 people) · *Manager*" in words(front(desk, MAYA))
    await desk.people.close_view(MAYA, front(desk, MAYA).id)
    # The group's role is higher than her own.
    assert "You are a manager here" in await refused(desk, PRIYA, "/messaging", "")


async def test_an_opt_out_by_hand_and_its_end_with_evidence(desk: Desk) -> None:
    await appoint(desk, SAM, "manager")
    client = desk.newcomer()
    root = await desk.in_touch(client)
    desk.typed.append(client.number)
    await open_window(desk, SAM, "/client", client.number)
    await press(desk, SAM, "client", "withdraw_consent")
    await choose(desk, SAM, "channels", selected_options=[{"value": "whatsapp"}])
    await fill(desk, SAM, "evidence", "Said so at the desk")
    assert await submit(desk, SAM) == {}
    assert "*opted out*" in words(front(desk, SAM))
    await eventually(lambda: "WhatsApp: *opted out*" in desk.said(root), "the card says so")
    desk.reply(MAYA, root, "Are you sure?")
    await desk.hears(MAYA, "opted out of WhatsApp")
    await press(desk, SAM, "client", "record_consent")
    await choose(desk, SAM, "channels", selected_options=[{"value": "whatsapp"}])
    await choose(desk, SAM, "source", selected_option={"value": "paper"})
    assert set(await submit(desk, SAM)) == {"evidence"}
    await fill(desk, SAM, "evidence", "Form of 20 November, folder 7")
    assert await submit(desk, SAM) == {}
    await eventually(lambda: "WhatsApp: given in writing" in desk.said(root), "the card says so")
    desk.reply(MAYA, root, "Welcome back")
    assert await desk.delivered(client, 1) == ["Welcome back"]
    await desk.people.close_view(SAM, front(desk, SAM).id)


async def test_the_list_is_searched_added_to_and_cleared(desk: Desk) -> None:
    await appoint(desk, SAM, "manager")
    number = "+12025557777"
    desk.typed.append(number)
    await open_window(desk, SAM, "/messaging", "dnc")
    await press(desk, SAM, "pages", "dnc_add")
    await fill(desk, SAM, "number", number)
    await fill(desk, SAM, "reason", "Wrong person")
    assert await submit(desk, SAM) == {}
    await fill(desk, SAM, "search", "7777")
    assert await submit(desk, SAM) == {}
    assert "1 to 1 of 1" in words(front(desk, SAM))
    await press(desk, SAM, f"entry:{number}|", "dnc_remove")
    await fill(desk, SAM, "evidence", "It is the right person after all")
    assert await submit(desk, SAM) == {}
    await fill(desk, SAM, "search", "7777")
    assert await submit(desk, SAM) == {}
    assert "No number with these digits" in words(front(desk, SAM))
    await desk.people.close_view(SAM, front(desk, SAM).id)


async def test_settings_are_saved_and_the_audit_comes_as_a_file(shared: Program, desk: Desk) -> None:
    await open_window(desk, MAYA, "/messaging", "settings")
    await press(desk, MAYA, "page:content", "settings_open")
    await fill(desk, MAYA, "business", "Harbor Clinic & Sons")
    assert await submit(desk, MAYA) == {}
    assert "Harbor Clinic &amp; Sons" in words(front(desk, MAYA))
    view = await open_window(desk, MAYA, "/messaging", "audit")
    assert "content.business: none → Harbor Clinic &amp; Sons" in words(view)
    await press(desk, MAYA, "pages", "audit_export")
    await desk.hears_directly(MAYA, "The audit, as you asked")
    messages = shared.slack.workspace.messages(desk.people.direct_channel(MAYA))
    [file] = next(message.files for message in reversed(messages) if message.files)
    assert file.content is not None
    rows = list(csv.DictReader(io.StringIO(file.content.decode("utf-8-sig"))))
    assert rows[0]["What"] == "exported the audit"
    assert rows[0]["Who"] == "Maya Ortiz"
    assert "changed settings" in {row["What"] for row in rows}
