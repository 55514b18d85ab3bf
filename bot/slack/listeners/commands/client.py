"""``/client``: the record of a client, the list of clients, and a new one."""

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.domain.client import Client
from bot.domain.client_record import ClientRecord
from bot.domain.phone import looks_like_number
from bot.domain.roles import Permission
from bot.flows.clients.edit import kinds_in_use
from bot.flows.clients.exporting import request_export
from bot.flows.clients.listing import list_page
from bot.flows.clients.search import search
from bot.flows.team.roles import ensure
from bot.slack.blocks.client import pick_view
from bot.slack.blocks.client_form import Start, create_form
from bot.slack.blocks.client_import import import_form
from bot.slack.blocks.client_list import list_view
from bot.slack.blocks.elements import Block
from bot.slack.blocks.help import client_help
from bot.slack.client_window import client_window
from bot.slack.deps import Deps, Handler, Payload
from bot.slack.text import to_phone
from bot.slack.windows import show, user_of

NOBODY = "No client fits that. Type /client for the list, or /client new to add one."
NEW = "Nobody has that number yet. Type /client new and the number to add a client, or /sms to text it."
COMES = "The file comes in a moment, in your direct messages with the app."
_NEW_WORD = "new"
_MOST = 20


async def handle(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """Open the window on the client that was typed, or the choice where several fit; the list for nothing.

    ``new``, with a name or a number behind it or not, opens the form for a new one; ``import`` the form that
    takes a file, and ``export`` has one sent.
    """
    typed = to_phone(str(body.get("text") or ""), {}, keep_marks=True)
    if (verb := _VERBS.get(typed.lower())) is not None:
        await verb(deps, body, ack)
        return
    word, _, rest = typed.partition(" ")
    if not typed or word.lower() == _NEW_WORD:
        await show(deps, body, await (_new(deps, body, rest.strip()) if typed else _list(deps, body)))
        await ack()
        return
    found = await search(deps.ctx, deps.workspace_id, typed, _MOST)
    if not found.clients:
        await ack(text=found.problem or (NEW if found.new_number else NOBODY), response_type="ephemeral")
        return
    meant = _meant(found.clients, typed)
    view = await client_window(deps, meant.id) if meant else None
    await show(deps, body, view or pick_view(list(found.clients)))
    await ack()


async def _help(_: Deps, __: Payload, ack: AsyncAck) -> None:
    message = client_help()
    await ack(text=message.text, blocks=message.blocks, response_type="ephemeral")


async def _import(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    await ensure(deps.ctx, deps.workspace_id, user_of(body), Permission.IMPORT_EXPORT)
    await show(deps, body, import_form())
    await ack()


async def _export(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    await request_export(deps.ctx, deps.workspace_id, user_of(body))
    await ack(text=COMES, response_type="ephemeral")


# What is no name to look for.
_VERBS: dict[str, Handler] = {
    **dict.fromkeys(("help", "?", "-h", "--help"), _help),
    "import": _import,
    "export": _export,
}


async def _list(deps: Deps, body: Payload) -> Block:
    return list_view(await list_page(deps.ctx, deps.workspace_id, user_of(body)))


async def _new(deps: Deps, body: Payload, typed: str) -> Block:
    await ensure(deps.ctx, deps.workspace_id, user_of(body), Permission.EDIT_CLIENTS)
    kinds = await kinds_in_use(deps.ctx, deps.workspace_id)
    number = typed if looks_like_number(typed) else ""
    return create_form(Start(ClientRecord(name="" if number else typed), kinds, number=number))


def _meant(clients: tuple[Client, ...], typed: str) -> Client | None:
    """The only one that fits, or the only one of exactly this name."""
    if len(clients) == 1:
        return clients[0]
    named = [client for client in clients if client.name.casefold() == typed.casefold()]
    return named[0] if len(named) == 1 else None
