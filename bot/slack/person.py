"""A teammate as Slack knows them, remembered for a while."""

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

# Somebody who travels is asked about anew soon enough.
TTL_SECONDS = 600.0
MAX_PEOPLE = 2000
ENGLISH = "en"


@dataclass(frozen=True)
class Person:
    """What Slack says of somebody: the time zone (IANA), the language in which they use it (``en-GB``), and
    whether they are a guest, a bot or from another workspace. ``zone`` is empty where Slack does not say
    it."""

    zone: str = ""
    is_outsider: bool = False
    language: str = ENGLISH


class People:
    """Whom one process has asked about lately."""

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._now = monotonic
        self._known: OrderedDict[str, tuple[float, Person]] = OrderedDict()

    def known(self, user: str) -> Person | None:
        """The person, if that was asked lately."""
        until, person = self._known.get(user, (0.0, None))
        return person if until > self._now() else None

    def remember(self, user: str, person: Person) -> None:
        """Keep it for a while; who was asked about longest ago is forgotten."""
        self._known[user] = (self._now() + TTL_SECONDS, person)
        self._known.move_to_end(user)
        while len(self._known) > MAX_PEOPLE:
            self._known.popitem(last=False)
