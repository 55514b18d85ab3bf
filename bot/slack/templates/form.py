"""Builds the window in which a template's blanks are filled in, and reads it."""

import logging
from collections.abc import Mapping
from typing import Any

from bot.domain.channel import Channel
from bot.domain.template import Template
from bot.flows.outbound.compose import ComposeRequest
from bot.flows.outbound.preview import Preview, preview
from bot.flows.templates.addressee import Addressee
from bot.flows.templates.choice import Choice
from bot.policy.checks.opt_in import NEEDED
from bot.slack.blocks.elements import Block
from bot.slack.blocks.preview import words as preview_words
from bot.slack.blocks.template_form import SEND_AT, TemplateForm, block_of, form_view
from bot.slack.blocks.verdict import OVERRIDE_ACTION
from bot.slack.deps import Deps
from bot.slack.failures import described
from bot.slack.fields import Fields
from bot.slack.form import NO_PREVIEW
from bot.slack.templates.kept import Kept, as_metadata, kept_in
from bot.slack.templates.picker import called
from bot.slack.typed import why_of

log = logging.getLogger(__name__)


async def build(
    deps: Deps,
    template: Template,
    who: Addressee,
    wish: ComposeRequest,
    kept: Kept,
    *,
    words: str = "",
    error: str = "",
) -> Block:
    """The window for what has been written into the blanks so far."""
    found = await _preview(deps, wish)
    verdict = found.verdict if found else None
    form = TemplateForm(
        template=template,
        client=called(who, kept.whom),
        values=wish.template.values if wish.template else {},
        words=words,
        facts=tuple(preview_words(found)) if found else (NO_PREVIEW,),
        verdict=verdict,
        error=error,
        send_at=wish.send_at,
        trouble=found.trouble if found else "",
        kept=as_metadata(kept.choosing(template.id).facing(verdict.codes if verdict else ())),
    )
    return form_view(form)


def values_in(view: Mapping[str, Any], template: Template) -> dict[str, str]:
    """What stands in the blanks."""
    fields = Fields(view)
    return {each.name: fields.text(block_of(each.name)) for each in template.variables}


def wish_of(
    deps: Deps,
    user: str,
    who: Addressee,
    kept: Kept,
    choice: Choice,
    *,
    view: dict[str, Any] | None = None,
    intent_key: str = "",
) -> ComposeRequest:
    """The template as the flows take it, from its own window (``view``) with what is set aside there."""
    return ComposeRequest(
        intent_key=intent_key,
        user=user,
        channel=Channel.WHATSAPP,
        sender="",
        body="",
        client_id=who.client.id if who.client else None,
        new_number=None if who.client else who.to,
        new_name=kept.whom.name or None,
        set_aside=_set_aside(view) if view else frozenset(),
        why=why_of(view) if view else "",
        address_id=who.address_id,
        template=choice,
        asks_consent=view is not None and NEEDED in kept_in(view).against,
        send_at=Fields(view).moment(SEND_AT) if view else None,
    )


def _set_aside(view: dict[str, Any]) -> frozenset[str]:
    ticked = Fields(view).of_action(OVERRIDE_ACTION).get("selected_options")
    return frozenset(kept_in(view).against) if ticked else frozenset()


async def _preview(deps: Deps, wish: ComposeRequest) -> Preview | None:
    """A window without a preview is better than none, so its failure is told there and logged."""
    try:
        return await preview(deps.ctx, deps.workspace_id, wish)
    except Exception as error:
        log.error("The preview failed: %s", described(error))  # noqa: TRY400 - not its message.
        return None
