"""Finding a time zone by what a person types of its name."""

from functools import cache
from zoneinfo import available_timezones

# Names that are kept for old programs, or are no place where somebody lives.
_NOT_A_PLACE = ("Etc/", "SystemV/", "US/", "posix/", "right/")


@cache
def known_zones() -> tuple[str, ...]:
    """Every zone that a client may live in (IANA), in the order of their names."""
    return tuple(sorted(name for name in available_timezones() if _is_place(name)))


def is_known_zone(name: str) -> bool:
    """Whether there is a zone of exactly this name, be it one that is not offered."""
    return name in _every_zone()


def exactly(typed: str) -> str | None:
    """The zone of this name whatever its case, be it one that is not offered; None when there is none."""
    wanted = typed.strip().replace(" ", "_")
    return wanted if is_known_zone(wanted) else _by_name().get(wanted.casefold())


@cache
def _every_zone() -> frozenset[str]:
    # Asking looks through the folders of the machine.
    return frozenset(available_timezones())


@cache
def _by_name() -> dict[str, str]:
    return {name.casefold(): name for name in sorted(_every_zone(), reverse=True)}


def matching(typed: str, limit: int) -> list[str]:
    """The zones whose name holds what was typed; those whose city begins with it come first."""
    wanted = typed.strip().casefold().replace(" ", "_")
    found = [name for name in known_zones() if wanted in name.casefold()]
    return sorted(found, key=lambda name: (not _city(name).startswith(wanted), name))[:limit]


def _is_place(name: str) -> bool:
    return name == "UTC" or ("/" in name and not name.startswith(_NOT_A_PLACE))


def _city(name: str) -> str:
    return name.rpartition("/")[2].casefold()
