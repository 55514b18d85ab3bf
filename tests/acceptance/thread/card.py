"""What teammates do on a client's card."""

from typing import Any

from tests.acceptance.people import WHATSAPP, Desk, PhoneUser
from tests.support.program import eventually


async def known(desk: Desk, user: str, name: str) -> tuple[PhoneUser, str]:
    """A client with a name, whom this teammate looks after for having taken it in; the card's ts."""
    client = desk.newcomer(name)
    root = await desk.in_touch(client, WHATSAPP)
    await desk.press(user, desk.root(root), "intake_create")
    await submit(desk, user)
    await says(desk, root, lacks="Unknown number")
    return client, root


async def form(desk: Desk, user: str) -> Any:
    """The window in front of this teammate, once it is open."""
    return await eventually(lambda: desk.people.open_view(user), "the form opens")


async def submit(desk: Desk, user: str) -> None:
    """Submit the window in front of this teammate."""
    result = await desk.people.submit(user, (await form(desk, user)).id)
    assert result.ok, result


async def more(desk: Desk, user: str, root: str, verb: str) -> None:
    """Choose something behind *More*."""
    [element] = [
        each
        for block in desk.root(root).blocks
        for each in block.get("elements", ())
        if each.get("action_id") == "card_more"
    ]
    value = next(each["value"] for each in element["options"] if each["value"].startswith(f"{verb}:"))
    picked = {"selected_option": {"value": value}}
    assert await desk.people.click(user, (desk.inbox, root), "card", "card_more", picked)


async def says(desk: Desk, root: str, *, holds: str = "", lacks: str = "") -> None:
    """Wait until a card says one thing and not another any more."""
    await eventually(
        lambda: holds in desk.said(root) and (not lacks or lacks not in desk.said(root)),
        f"the card says {holds!r} and not {lacks!r}",
    )


def buttons(desk: Desk, root: str) -> list[str]:
    """The labels of what can be pressed on a card, but for *More*."""
    rows = [block for block in desk.root(root).blocks if block["type"] == "actions"]
    return [each["text"]["text"] for row in rows for each in row["elements"] if "text" in each]
