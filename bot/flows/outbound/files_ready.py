"""Files made ready within an item of the outbox: tried again for a while, then given up in words."""

import logging
from collections.abc import Sequence

from bot.domain.channel import Channel
from bot.domain.message import Media
from bot.domain.replies import OfferedFile
from bot.flows.outbound.attach import CannotAttach, attach
from bot.flows.threads.job import Job
from bot.ports import DownloadFailed, PostFailed, PostProblem, Sender

_log = logging.getLogger(__name__)

NOTHING_WENT = "Nothing was sent, the text included."

# With the outbox's waits about four minutes; the author looks at the thread meanwhile.
_MOST_TRIES = 8
# One fewer than the outbox's own: an item that it sets aside would leave the author without a word.
_TRIES_AFTER_A_FAULT = 4
_FAULT = "The files could not be made ready. Write it again, or put a link into the text."


async def files_ready(
    job: Job, channel: Channel, sender: Sender, offered: Sequence[OfferedFile]
) -> tuple[Media, ...]:
    """The files in the media store. Raises CannotAttach for good, PostFailed to be tried again."""
    try:
        return await attach(job.ctx, job.poster, channel, sender, offered) if offered else ()
    except CannotAttach:
        raise
    except DownloadFailed as failed:
        if job.item.attempts < _MOST_TRIES:
            raise PostFailed(PostProblem.RETRY, "file_not_had") from failed
        raise CannotAttach(f"{failed.reason} Write it again later.") from failed
    except Exception as fault:
        if job.item.attempts < _TRIES_AFTER_A_FAULT:
            raise
        _log.exception("Files for a client could not be made ready.", extra={"item": job.item.id})
        raise CannotAttach(_FAULT) from fault
