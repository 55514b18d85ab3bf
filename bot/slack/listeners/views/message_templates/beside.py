"""*Save* in the window in which one of WhatsApp's templates is put beside one of the team's."""

from collections.abc import Mapping
from dataclasses import replace

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.domain.message_template import MessageTemplate
from bot.flows.message_templates import rules
from bot.flows.message_templates.kept import GONE, Rejected
from bot.flows.message_templates.rules import draft_of
from bot.flows.message_templates.write import change
from bot.slack.blocks.message_templates.beside import LANGUAGE, TEMPLATE, Beside, beside_view, blank_block
from bot.slack.blocks.message_templates.editor import saved_words
from bot.slack.deps import Deps, Payload
from bot.slack.message_templates import listing
from bot.slack.message_templates.standing_in import as_approved, beside_in, chosen_anew, shows
from bot.slack.windows import user_of

LOOK = "Nothing is saved yet. Look at the window as it is now, then press Save again."


async def handle(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """Keep it as the template's next version; what cannot be kept is said at its field."""
    beside = await beside_in(deps, body["view"])
    if beside is None:
        await ack(response_action="errors", errors={LANGUAGE: GONE})
        return
    if not shows(body["view"], beside):
        # It was submitted before the window could show what another choice asks for.
        await ack(
            response_action="update", view=beside_view(await chosen_anew(deps, body["view"], beside), LOOK)
        )
        return
    outcome = await _keep(deps, user_of(body), beside)
    if isinstance(outcome, Rejected):
        await ack(response_action="errors", errors=_at_fields(outcome.errors, beside))
        return
    await listing.redraw_list_below(deps, body, saved_words(outcome))
    await ack()


async def _keep(deps: Deps, user: str, beside: Beside) -> MessageTemplate | Rejected:
    draft = draft_of(beside.template)
    variants = tuple(
        replace(each, approved=as_approved(beside)) if each.language == beside.language else each
        for each in draft.variants
    )
    wanted = replace(draft, variants=variants)
    return await change(deps.ctx, deps.workspace_id, user, beside.template.id, wanted, beside.version)


def _at_fields(errors: Mapping[str, str], beside: Beside) -> dict[str, str]:
    """The errors by block; what is about another language, or about the whole, stands at the language."""
    placed: dict[str, str] = {}
    for field, said in errors.items():
        kind, _, rest = field.partition(":")
        language, _, name = rest.partition(":")
        block = LANGUAGE
        if language == beside.language and kind == rules.APPROVED:
            block = f"{TEMPLATE}:{beside.round}"
        if language == beside.language and kind == rules.BLANK:
            block = blank_block(name, beside.round)
        placed[block] = f"{placed[block]} {said}" if block in placed else said
    return placed
