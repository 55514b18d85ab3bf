"""What to do about a client who has not joined a test number: the admins may have noted its words."""

from collections.abc import Sequence
from dataclasses import replace

from bot.domain.message import Message
from bot.domain.sender import how_to_join
from bot.flows.outbound.moves import Move
from bot.storage.unit_of_work import UnitOfWork


async def with_join_words(
    uow: UnitOfWork, messages: Sequence[Message], moves: Sequence[Move]
) -> Sequence[Move]:
    """The same moves; those of texts that failed for that say exactly what the client must send."""
    if not any(each.failure and each.failure.not_joined for each in moves):
        return moves
    settings = (await uow.settings.load()).settings
    known = {each.id: each for each in messages}

    def worded(move: Move) -> Move:
        message, failure = known.get(move.message_id), move.failure
        if message is None or failure is None or not failure.not_joined or "error_text" not in move.columns:
            return move
        words = settings.note_on(message.channel, message.sender).join_words
        said = f"{failure.reason}\n{how_to_join(words, message.sender)} Then press Retry."
        return replace(move, columns=move.columns | {"error_text": said})

    return [worded(each) for each in moves]
