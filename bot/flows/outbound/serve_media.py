"""The file that a signed link stands for, for the provider that fetches it."""

from bot.domain.attachments import STORED
from bot.domain.message import Media
from bot.flows.context import Context
from bot.media.links import BadLink


async def serve_media(ctx: Context, token: str) -> tuple[Media, bytes | None]:
    """The file and its bytes; None for the bytes when they are kept no more. Raises BadLink or OldLink."""
    if ctx.media is None:
        raise BadLink
    media = ctx.media.links.read(token, ctx.clock.now())
    return media, await ctx.media.store.read(media.url.removeprefix(STORED))
