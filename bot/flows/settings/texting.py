"""How each sender of ours deals with what clients write to it."""

from collections.abc import Sequence
from dataclasses import replace

from bot.domain.settings import SenderTexting, Texting, WorkspaceSettings
from bot.domain.storable import storable
from bot.flows.context import Context
from bot.flows.settings.change import Outcome, Rejected, change
from bot.templating.render import problems
from bot.templating.variables import ANSWER_NAMES

MODE, ANSWER = "texting", "answer"


async def save(
    ctx: Context, workspace_id: str, user: str, version: int, chosen: Sequence[SenderTexting]
) -> Outcome:
    """Change it for these senders, in the order of the form: a problem's field ends with the sender's place.

    Raises NotAllowed and ChangedMeanwhile.
    """
    clean = [replace(each, answer=storable(each.answer).strip()) for each in chosen]
    errors = {
        f"{ANSWER}:{place}": found[0]
        for place, each in enumerate(clean)
        if (found := problems(each.answer, ANSWER_NAMES))
    }
    if errors:
        return Rejected(errors)

    def edit(old: WorkspaceSettings) -> WorkspaceSettings:
        named = {each.name for each in clean}
        # What is as it comes is not stored; a sender that is not set up at the moment keeps its own.
        kept = [each for each in old.texting if each.name not in named]
        changed = [each for each in clean if each.texting is not Texting.TWO_WAY or each.answer]
        return replace(old, texting=(*kept, *changed))

    return await change(ctx, workspace_id, user, version, edit)
