"""x"""


async def play(h, a): ...
