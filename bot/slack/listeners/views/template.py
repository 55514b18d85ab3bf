"""A template was filled in and submitted."""

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.domain.template import Template
from bot.domain.thread import Notice
from bot.domain.waiting import Waiting
from bot.flows.outbound.compose import Composed, Rejected, compose
from bot.flows.templates.addressee import addressee
from bot.flows.templates.choice import GONE, VARIABLE, Choice
from bot.flows.templates.known import known_template
from bot.slack.answers import link_to, person, tell_notice
from bot.slack.blocks.notices import notice_view
from bot.slack.blocks.template_form import SEND_AT
from bot.slack.blocks.template_words import said_in
from bot.slack.blocks.verdict import WHY
from bot.slack.deps import Deps, Payload
from bot.slack.listeners.actions.templates.opened import NOBODY
from bot.slack.templates import form
from bot.slack.templates.kept import kept_in


async def handle(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """Store it for sending by the door that every text takes; what stands against it is said there."""
    view, user = body["view"], person(body)
    kept = kept_in(view)
    template = await known_template(deps.ctx, deps.workspace_id, kept.template)
    who, _ = await addressee(deps.ctx, deps.workspace_id, kept.whom)
    if template is None or who is None:
        sentence = GONE if template is None else NOBODY
        await ack(response_action="update", view=notice_view("Not sent", sentence))
        return
    choice = Choice(template.id, form.values_in(view, template))
    # One window is one wish: Slack may hand the same submission in twice.
    key = f"view:{view['id']}:{template.id}"
    wish = form.wish_of(deps, user, who, kept, choice, view=view, intent_key=key)
    outcome = await compose(deps.ctx, deps.workspace_id, wish)
    if isinstance(outcome, Composed):
        await ack(response_action="clear")
        await _tell(deps, body, kept.origin, template, outcome)
    elif at_fields := _at_fields(outcome, view):
        await ack(response_action="errors", errors=at_fields)
    else:
        said = " ".join(outcome.errors.values())
        drawn = await form.build(
            deps, template, who, wish, kept, words=said_in(view), error=f"Not sent. {said}"
        )
        await ack(response_action="update", view=drawn)


def _at_fields(rejected: Rejected, view: Payload) -> dict[str, str]:
    """What is wrong with what was written, at its field; nothing where something else stands against it."""
    shown = {str(block.get("block_id")) for block in view.get("blocks") or ()}
    fields = (WHY, SEND_AT)
    belongs = {field for field in rejected.errors if field in fields or field.startswith(VARIABLE)}
    return {field: rejected.errors[field] for field in belongs & shown}


async def _tell(deps: Deps, body: Payload, origin: str, template: Template, sent: Composed) -> None:
    if not origin:
        return
    said = f"The template {template.name} to {sent.client_name}"
    is_timed = sent.waiting is not None and not sent.waiting.for_consent
    if sent.waiting and sent.waiting.for_consent:
        said = f"{said} waits for their consent: it goes once they say yes on WhatsApp, within 72 hours."
    elif sent.waiting:
        said = f"{said} is scheduled{_until(sent.waiting)} and goes by itself."
    else:
        said = f"{said} is on its way."
    link = await link_to(deps, sent.slack_channel, sent.root_ts) if sent.root_ts else ""
    notice = Notice(said, link, goes_at=sent.waiting.until if sent.waiting and is_timed else None)
    await tell_notice(deps, {**body, "channel_id": origin}, notice)


def _until(waiting: Waiting) -> str:
    """What holds it up, or the time that was chosen."""
    if waiting.why:
        return f": it is held until {waiting.there}" if waiting.there else ": it is held for now"
    return f" for {waiting.there}" if waiting.there else ""
