"""Reading what was typed behind a slash command: a client or a number, then perhaps the text."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.channel import Channel
from bot.domain.client import Client
from bot.domain.folding import folded
from bot.domain.phone import NotAPhoneNumber, looks_like_number, parse
from bot.flows.context import Context
from bot.storage.unit_of_work import UnitOfWork

# Names and numbers written with spaces have no more words than this.
MAX_WORDS = 6


@dataclass(frozen=True)
class Prefill:
    """What the compose modal can be filled with; ``problem`` says why a number cannot be one, and
    ``is_several`` that the name is more than one client's."""

    client: Client | None = None
    new_number: str | None = None
    body: str = ""
    problem: str | None = None
    is_several: bool = False


async def prefill(ctx: Context, workspace_id: str, typed: str, _channel: Channel) -> Prefill:
    """Read "Jane Doe Hello", "+1 202 555 0123 Hello" or nothing; what is not understood stays as the text."""
    words = typed.split()
    if not words:
        return Prefill()
    async with ctx.store.read(workspace_id) as uow:
        if _begins_with_number(words):
            return await _by_number(ctx, uow, typed, words)
        return await _by_name(uow, typed, words)


def _begins_with_number(words: Sequence[str]) -> bool:
    """Whether a number was meant, be it written in groups: ``202 555 0123``."""
    if words[0].startswith(("+", "(")):
        return True
    begins = (" ".join(words[:taken]) for taken in range(1, min(MAX_WORDS, len(words)) + 1))
    return words[0][0].isdigit() and any(looks_like_number(each) for each in begins)


async def _by_number(ctx: Context, uow: UnitOfWork, typed: str, words: Sequence[str]) -> Prefill:
    problem: str | None = None
    for taken in range(min(MAX_WORDS, len(words)), 0, -1):
        candidate = " ".join(words[:taken])
        if not looks_like_number(candidate):
            continue
        try:
            number = parse(candidate, ctx.settings.default_region).e164
        except NotAPhoneNumber as reason:
            problem = problem or str(reason)
            continue
        owner = (await uow.clients.by_addresses([number])).get(number)
        known = await uow.clients.get(owner.client_id) if owner else None
        return Prefill(known, None if known else number, _rest(typed, words, taken))
    return Prefill(body=typed.strip(), problem=problem)


async def _by_name(uow: UnitOfWork, typed: str, words: Sequence[str]) -> Prefill:
    longest = min(MAX_WORDS, len(words))
    prefixes = [" ".join(words[:taken]).rstrip(",:;") for taken in range(longest, 0, -1)]
    named = await uow.clients.by_name_prefixes(prefixes)
    for taken, prefix in zip(range(longest, 0, -1), prefixes, strict=True):
        matching = [client for client in named if folded(client.name) == folded(prefix)]
        if len(matching) == 1:
            return Prefill(matching[0], body=_rest(typed, words, taken))
        if matching:  # Two clients of one name: the person must choose.
            return Prefill(body=_rest(typed, words, taken), is_several=True)
    return await _by_first_name(uow, typed, words)


async def _by_first_name(uow: UnitOfWork, typed: str, words: Sequence[str]) -> Prefill:
    first = folded(words[0].rstrip(",:;"))
    found = [c for c in await uow.client_search.matching(first, 5) if folded(c.name).split()[:1] == [first]]
    if len(found) == 1:
        return Prefill(found[0], body=_rest(typed, words, 1))
    return Prefill(body=typed.strip(), is_several=len(found) > 1)


def _rest(typed: str, words: Sequence[str], taken: int) -> str:
    """What follows the first ``taken`` words, with its own line breaks and spacing."""
    rest = typed.lstrip()
    for word in words[:taken]:
        rest = rest[len(word) :].lstrip()
    return rest.rstrip()
