"""Drawing a form anew while somebody types: of several changes at once only the newest is drawn.

Slack sends every keystroke as a request of its own. Each names the form as it was when the key was pressed,
by a hash: once an earlier drawing has arrived, a later one must name that.
"""

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from bot.slack.blocks.elements import Block

# Forms that are open at a time in one process; the one that changed least lately is forgotten.
_MOST = 500


@dataclass
class _Form:
    """What this process knows of an open form: the newest change that came in, and the last drawing."""

    newest: float = 0.0
    drawn: float = 0.0
    hash: str = ""
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)


Build = Callable[[], Awaitable[Block]]
# Puts a view in the place of the one with a hash; the new hash, or None when that one is there no more.
Put = Callable[[Block, str], Awaitable[str | None]]


class Drawings:
    """The open forms of one process."""

    def __init__(self) -> None:
        self._forms: OrderedDict[str, _Form] = OrderedDict()

    async def draw(self, view_id: str, changed_at: float, seen: str, build: Build, put: Put) -> bool:
        """Draw one change of a form, unless a newer one of it has come in by then; whether it was drawn.

        ``changed_at`` is Slack's time of the change, ``seen`` the hash it came with. One drawing of a form at
        a time, so that an older one never lands on a newer.
        """
        form = self._known(view_id)
        form.newest = max(form.newest, changed_at)
        async with form.lock:
            if changed_at < form.newest:
                return False
            view = await build()
            if changed_at < form.newest:
                return False
            return await _put(form, view, changed_at, seen, put)

    def _known(self, view_id: str) -> _Form:
        form = self._forms.setdefault(view_id, _Form())
        self._forms.move_to_end(view_id)
        if len(self._forms) > _MOST:
            self._forms.popitem(last=False)
        return form


async def _put(form: _Form, view: Block, changed_at: float, seen: str, put: Put) -> bool:
    after = await put(view, seen)
    if after is None and form.hash not in ("", seen) and form.drawn <= changed_at:
        # The key was pressed before our own last drawing had arrived: that one is older than this.
        after = await put(view, form.hash)
    if after is None:
        # Another process has drawn it meanwhile; the next keystroke brings it up to date.
        return False
    form.drawn, form.hash = changed_at, after
    return True
