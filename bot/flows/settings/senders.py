"""What the team calls its senders, which of them is taken first, and which are test numbers."""

from dataclasses import replace

from bot.domain.account import MAX_LABEL
from bot.domain.settings import SenderNote, WorkspaceSettings
from bot.domain.storable import storable
from bot.flows.context import Context
from bot.flows.settings.change import Outcome, Rejected, change

LABEL, USE, WORDS = "label", "use", "join_words"
MAX_WORDS = 60


async def save(ctx: Context, workspace_id: str, user: str, version: int, note: SenderNote) -> Outcome:
    """Note it; a sender of a channel that becomes the first to be taken takes that from the one that was.

    Raises NotAllowed and ChangedMeanwhile.
    """
    label = " ".join(storable(note.label).split())
    words = " ".join(storable(note.join_words).casefold().split()).removeprefix("join ")
    if len(label) > MAX_LABEL:
        return Rejected({LABEL: f"A name has at most {MAX_LABEL} characters."})
    if len(words) > MAX_WORDS:
        return Rejected({WORDS: f"Type only the words behind “join”, at most {MAX_WORDS} characters."})
    clean = replace(note, channel=note.channel.family, label=label, join_words=words)

    def edit(old: WorkspaceSettings) -> WorkspaceSettings:
        others = [_beside(each, clean) for each in old.senders if each.name != clean.name]
        # A note that says nothing is not kept.
        kept = [each for each in [*others, clean] if each != SenderNote(each.channel, each.sender)]
        return replace(old, senders=tuple(kept))

    return await change(ctx, workspace_id, user, version, edit)


def _beside(other: SenderNote, new: SenderNote) -> SenderNote:
    """Only one sender of a channel is taken first."""
    taken = new.is_default and other.channel is new.channel
    return replace(other, is_default=False) if taken else other
