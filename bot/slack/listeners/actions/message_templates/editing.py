"""A template is being written: opened, and drawn anew with what follows from each change."""

from collections.abc import Callable
from dataclasses import replace

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.domain.languages import languages
from bot.domain.roles import Permission
from bot.flows.message_templates.kept import GONE
from bot.flows.message_templates.listing import known
from bot.flows.team.roles import ensure
from bot.slack.blocks.elements import Block
from bot.slack.blocks.message_templates.editor import Written, of_template
from bot.slack.deps import Deps, Payload
from bot.slack.listeners.actions import compose_changed
from bot.slack.message_templates import editor
from bot.slack.message_templates.listing import below_of
from bot.slack.message_templates.written import written_in
from bot.slack.windows import pressed_value, say, show, user_of

Change = Callable[[Written], Written]


async def new(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """Open an empty one, for those who may write templates."""
    user = user_of(body)
    await ensure(deps.ctx, deps.workspace_id, user, Permission.TEMPLATES)
    await ack()
    await show(deps, body, await editor.build(deps, user, Written(below=below_of(body["view"]))))


async def opened(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """Open the one that the button names."""
    user = user_of(body)
    await ensure(deps.ctx, deps.workspace_id, user, Permission.TEMPLATES)
    await ack()
    template = await known(deps.ctx, deps.workspace_id, pressed_value(body))
    if template is None:
        await say(deps, body, GONE)
        return
    await show(deps, body, await editor.build(deps, user, of_template(template, below_of(body["view"]))))


async def changed(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """Another way, or another client for the preview."""
    await _redraw(deps, body, ack, lambda written: written)


async def typed(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """Words were typed: the preview without a client is in their language."""
    language = _language_of(body)
    await _redraw(deps, body, ack, lambda written: replace(written, looks=language))


async def inserted(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """A value was chosen: it stands at the end of the text now."""
    language, words = _language_of(body), f"{{{{ {pressed_value(body)} }}}}"
    await _redraw(deps, body, ack, lambda written: editor.with_more(written, language, words))


async def language_added(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """A language was chosen, or the sentence that there is none such."""
    code = pressed_value(body)
    await _redraw(
        deps,
        body,
        ack,
        lambda written: editor.with_language(written, code) if code in languages() else written,
    )


async def language_removed(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """A language is taken out of the form; it is gone once the form is saved."""
    code = _language_of(body)
    await _redraw(deps, body, ack, lambda written: editor.without_language(written, code))


def _language_of(body: Payload) -> str:
    """The language of the field or the row that was touched: its block is called by it."""
    return str(body["actions"][0].get("block_id") or "").split(":")[1]


async def _redraw(deps: Deps, body: Payload, ack: AsyncAck, change: Change) -> None:
    await ack()
    written = change(written_in(body["view"]))

    async def build() -> Block:
        return await editor.build(deps, user_of(body), written)

    await compose_changed.draw(deps, body, build)
