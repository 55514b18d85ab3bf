"""*Next* in the window of a new template: what WhatsApp would not take is said at its field."""

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.domain.roles import Permission
from bot.domain.template_rules import SAMPLE, mistakes
from bot.flows.team.roles import ensure
from bot.flows.templates.submit import providers_of
from bot.slack.answers import person
from bot.slack.blocks.template_new import BODY
from bot.slack.blocks.template_samples import samples_view
from bot.slack.deps import Deps, Payload
from bot.slack.templates.written import TOO_LONG, as_kept, block_for, draft_of, shown_as, written_in


async def handle(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """Show the whole as a client will see it, and ask for the examples."""
    await ensure(deps.ctx, deps.workspace_id, person(body), Permission.TEMPLATES)
    view = body["view"]
    draft = draft_of(written_in(view))
    # The examples are asked for next.
    wrong = {part: said for part, said in mistakes(draft).items() if not part.startswith(SAMPLE)}
    kept = as_kept(draft)
    if wrong or not kept:
        said = wrong or {"body": TOO_LONG}
        await ack(response_action="errors", errors=_at_fields(said, view))
        return
    offered = providers_of(deps.ctx)
    drawn = samples_view(draft, shown_as(draft), {}, providers=offered, kept=kept)
    await ack(response_action="update", view=drawn)


def _at_fields(wrong: dict[str, str], view: Payload) -> dict[str, str]:
    shown = {str(block.get("block_id")) for block in view.get("blocks") or ()}
    draft = draft_of(written_in(view))
    placed: dict[str, str] = {}
    for part, sentence in wrong.items():
        block = block_for(part, sentence, draft)
        at = block if block in shown else BODY
        placed[at] = f"{placed[at]} {sentence}" if at in placed else sentence
    return placed
