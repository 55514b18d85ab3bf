"""The menu behind a template: copy it, look at its versions, put one of WhatsApp's beside it, archive it."""

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.domain.roles import Permission
from bot.flows.message_templates.kept import GONE
from bot.flows.message_templates.listing import known, past
from bot.flows.message_templates.write import copy
from bot.flows.team.roles import ensure
from bot.slack.blocks.elements import Block
from bot.slack.blocks.message_templates.archive import archive_view
from bot.slack.blocks.message_templates.listing import ARCHIVE, BESIDE, COPY, VERSIONS
from bot.slack.blocks.message_templates.versions import versions_view
from bot.slack.deps import Deps, Payload
from bot.slack.message_templates import listing, standing_in
from bot.slack.message_templates.listing import below_of
from bot.slack.template_lists import asked_in
from bot.slack.windows import pressed_value, put_in_place, say, show, subject, user_of


async def handle(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """Do, or open, what was chosen."""
    verb, template_id = pressed_value(body).partition(":")[0], subject(body)
    if verb == COPY:
        await _copy(deps, body, ack, template_id)
        return
    if verb in (BESIDE, ARCHIVE):
        await ensure(deps.ctx, deps.workspace_id, user_of(body), Permission.TEMPLATES)
    await ack()
    view = await _window(deps, body, verb, template_id)
    await (show(deps, body, view) if view else say(deps, body, GONE))


async def _copy(deps: Deps, body: Payload, ack: AsyncAck, template_id: str) -> None:
    # Slack may hand in one press twice; another press has another time.
    press = f"copy:{template_id}:{body['actions'][0].get('action_ts')}"
    made = await copy(deps.ctx, deps.workspace_id, user_of(body), template_id, press)
    await ack()
    note = f"“{made.name}” is there now. Edit it to give it another name." if made else GONE
    await put_in_place(deps, body, await listing.build(deps, asked_in(body), note))


async def _window(deps: Deps, body: Payload, verb: str, template_id: str) -> Block | None:
    if verb == VERSIONS:
        found = await past(deps.ctx, deps.workspace_id, user_of(body), template_id)
        return versions_view(found) if found else None
    template = await known(deps.ctx, deps.workspace_id, template_id)
    if template is None:
        return None
    if verb == BESIDE:
        return await standing_in.build(deps, template, below_of(body["view"]))
    return archive_view(template, below_of(body["view"]))
