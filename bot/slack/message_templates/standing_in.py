"""Builds, and reads, the window in which one of WhatsApp's templates is put beside one of the team's."""

from collections.abc import Mapping
from dataclasses import replace

from bot.domain.message_template import Approved, MessageTemplate
from bot.domain.template import Template
from bot.flows.message_templates.listing import known
from bot.flows.templates.known import known_template
from bot.slack.blocks.elements import Block
from bot.slack.blocks.message_templates.beside import (
    LANGUAGE,
    NONE,
    TEMPLATE,
    Beside,
    beside_view,
    blank_block,
)
from bot.slack.choices import value_in
from bot.slack.deps import Deps, Payload
from bot.slack.fields import Fields
from bot.slack.message_templates.listing import below_of
from bot.slack.windows import remembered


async def build(deps: Deps, template: MessageTemplate, below: Mapping[str, object]) -> Block:
    """The window as it opens: the first language, with what stands beside it already."""
    first = template.variants[0].language
    return beside_view(await as_kept(deps, Beside(template, first, template.version, below=below)))


async def as_kept(deps: Deps, beside: Beside) -> Beside:
    """The same with what is kept for its language."""
    approved = beside.template.variant_for(beside.language).approved
    found = await known_template(deps.ctx, deps.workspace_id, approved.template_id) if approved else None
    return Beside(
        beside.template,
        beside.language,
        beside.version,
        found,
        dict(approved.values) if approved else {},
        beside.round + 1,
        beside.below,
    )


def shows(view: Payload, beside: Beside) -> bool:
    """Whether the window was drawn for the language and the template that are chosen in it."""
    kept = remembered(view)
    approved = beside.approved.id if beside.approved else ""
    return (kept.get("language"), kept.get("approved")) == (beside.language, approved)


async def chosen_anew(deps: Deps, view: Payload, beside: Beside) -> Beside:
    """The same after another choice: what is kept for the language that was chosen, or the blanks of the
    template that was, empty unless it is the one that is kept."""
    kept = await as_kept(deps, beside)
    if remembered(view).get("language") != beside.language:
        return kept
    same = kept.approved and beside.approved and kept.approved.id == beside.approved.id
    return replace(kept, approved=beside.approved, values=kept.values if same else {})


async def beside_in(deps: Deps, view: Payload) -> Beside | None:
    """What stands in the window; None when the team's template is not there any more."""
    kept, fields = remembered(view), Fields(view)
    template = await known(deps.ctx, deps.workspace_id, str(kept.get("template") or ""))
    if template is None:
        return None
    round_ = int(kept.get("round") or 0)
    approved = await _chosen(deps, fields, round_)
    language = fields.option(LANGUAGE)
    values = {
        each.name: fields.text(blank_block(each.name, round_))
        for each in (approved.variables if approved else ())
    }
    return Beside(
        template=template,
        language="" if language == "any" else language,
        version=int(kept.get("version") or 0),
        approved=approved,
        values=values,
        round=round_,
        below=below_of(view),
    )


async def _chosen(deps: Deps, fields: Fields, round_: int) -> Template | None:
    chosen = value_in(fields.option(f"{TEMPLATE}:{round_}"))
    if chosen in ("", NONE):
        return None
    return await known_template(deps.ctx, deps.workspace_id, chosen)


def as_approved(beside: Beside) -> Approved | None:
    """As the template keeps it."""
    if beside.approved is None:
        return None
    return Approved(beside.approved.id, tuple(beside.values.items()))
