"""Reads a body that somebody else has written, and no more of it than there may be."""

import aiohttp

_CHUNK = 65_536


async def read_up_to(stream: aiohttp.StreamReader, limit: int) -> bytes | None:
    """All of a body, None when it is longer than ``limit`` bytes."""
    data = bytearray()
    async for chunk in stream.iter_chunked(_CHUNK):
        data += chunk
        if len(data) > limit:
            return None
    return bytes(data)
