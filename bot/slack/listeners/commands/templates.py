"""``/templates``: the team's own templates, a new one, or the one that was named."""

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.domain.roles import Permission
from bot.flows.message_templates.listing import named
from bot.flows.team.roles import ensure
from bot.flows.templates.submit import may_make
from bot.slack.blocks.elements import Block
from bot.slack.blocks.help import templates_help
from bot.slack.blocks.message_templates.editor import Written, of_template
from bot.slack.blocks.paging import MAX_QUERY
from bot.slack.deps import Deps, Payload
from bot.slack.message_templates import editor, listing
from bot.slack.template_lists import Asked
from bot.slack.text import to_phone
from bot.slack.windows import show, user_of

_HELP_WORDS = {"help", "?", "-h", "--help"}
_NEW_WORD = "new"


async def handle(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """Answer *help*; else open the list, the form for a new one, or the one whose name was typed."""
    typed = to_phone(str(body.get("text") or ""), {}, keep_marks=True)
    if typed.lower() in _HELP_WORDS:
        message = templates_help()
        await ack(text=message.text, blocks=message.blocks, response_type="ephemeral")
        return
    await show(deps, body, await _window(deps, user_of(body), typed))
    await ack()


async def _window(deps: Deps, user: str, typed: str) -> Block:
    word, _, rest = typed.partition(" ")
    if word.lower() == _NEW_WORD and await named(deps.ctx, deps.workspace_id, typed) is None:
        await ensure(deps.ctx, deps.workspace_id, user, Permission.TEMPLATES)
        return await editor.build(deps, user, Written(name=rest.strip()))
    found = await named(deps.ctx, deps.workspace_id, typed) if typed else None
    if found and await may_make(deps.ctx, deps.workspace_id, user):
        return await editor.build(deps, user, of_template(found, {}))
    # Who may not change it sees it in the list, where it can be used and read.
    query = found.name if found else typed
    return await listing.build(deps, Asked(user, query=query[:MAX_QUERY]))
