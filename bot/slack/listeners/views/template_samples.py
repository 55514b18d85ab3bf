"""*Hand in*: the template is stored for the worker, which hands it in and tells its author."""

from dataclasses import replace

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.domain.template_rules import SAMPLE
from bot.flows.templates.submit import providers_of, submit
from bot.slack.answers import person
from bot.slack.blocks.notices import UNKNOWN_FORM, notice_view
from bot.slack.blocks.template_samples import PROVIDER, samples_view
from bot.slack.deps import Deps, Payload
from bot.slack.fields import Fields
from bot.slack.templates.samples import samples_in
from bot.slack.templates.written import as_kept, kept_draft, shown_as

STORED = "It is being handed in. You hear from me what becomes of it, in the messages of this app."


async def handle(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """Store it, or say at its example or at the top what stands against it."""
    view = body["view"]
    draft = kept_draft(view)
    if draft is None:
        await ack(response_action="update", view=notice_view("Not done", UNKNOWN_FORM))
        return
    samples = samples_in(view, draft)
    whole = replace(draft, samples=tuple(samples.items()))
    # One window is one wish: Slack may hand the same submission in twice. Changed, it is another.
    key = f"view:{view['id']}:{draft.name}:{draft.language}"[:128]
    chosen, offered = Fields(view).option(PROVIDER), providers_of(deps.ctx)
    wrong = await submit(deps.ctx, deps.workspace_id, person(body), whole, key, chosen)
    at_samples = {part: said for part, said in wrong.items() if part.startswith(SAMPLE)}
    if at_samples:
        await ack(response_action="errors", errors=at_samples)
    elif wrong:
        error = f"Not handed in. {' '.join(wrong.values())} Press Change it."
        drawn = samples_view(
            draft, shown_as(draft), samples, providers=offered, error=error, kept=as_kept(draft)
        )
        await ack(response_action="update", view=drawn)
    else:
        await ack(response_action="update", view=notice_view("New template", STORED))
