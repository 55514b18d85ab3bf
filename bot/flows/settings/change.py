"""Changing settings: only by an admin, on what the admin has seen, and with a line in the audit."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import time, timedelta
from typing import Any

from bot.domain.hours import clock
from bot.domain.roles import Permission
from bot.domain.settings import WorkspaceSettings
from bot.flows.context import Context
from bot.flows.team.permissions import demand
from bot.storage.repositories.audit import Deed
from bot.storage.repositories.settings import ChangedMeanwhile, KeptSettings
from bot.storage.unit_of_work import UnitOfWork

__all__ = ["ChangedMeanwhile", "KeptSettings", "Outcome", "Rejected", "Saved", "change", "load"]

MEANWHILE = "Somebody else has changed the settings just now. Close this, look again, then decide."

Edit = Callable[[WorkspaceSettings], WorkspaceSettings]
# How a value that is not one of these is told in the audit: never, as it may be a person's own words.
_SHOWN = (str, int, bool, float, type(None))


@dataclass(frozen=True)
class Saved:
    """The settings hold from now on; ``changed`` are the keys that are different from before."""

    changed: tuple[str, ...]


@dataclass(frozen=True)
class Rejected:
    """Nothing was changed: a sentence for each field that cannot be so."""

    errors: Mapping[str, str]


Outcome = Saved | Rejected


async def load(ctx: Context, workspace_id: str, user: str) -> KeptSettings:
    """The settings, for somebody who may change them. Raises NotAllowed."""
    async with ctx.store.read(workspace_id) as uow:
        await demand(uow, user, Permission.SETTINGS)
        return await uow.settings.load()


async def change(
    ctx: Context,
    workspace_id: str,
    user: str,
    seen_version: int,
    edit: Edit,
    along: Callable[[UnitOfWork], Awaitable[None]] | None = None,
) -> Saved:
    """Apply ``edit`` to the settings that the admin has seen; nothing is written when it changes nothing.
    ``along`` is done in the same transaction, before, when it does.

    Raises NotAllowed, and ChangedMeanwhile when they are not any more what was seen.
    """
    async with ctx.store.write(workspace_id) as uow:
        await demand(uow, user, Permission.SETTINGS)
        kept = await uow.settings.load()
        if kept.version != seen_version:
            raise ChangedMeanwhile
        new = edit(kept.settings)
        changes = differences(kept.settings, new)
        if changes:
            now = ctx.clock.now()
            if along:
                await along(uow)
            await uow.settings.save(new, kept.version, user, now)
            await uow.audit.write([Deed(user, "settings_changed", now, detail={"changes": changes})])
        return Saved(tuple(changes))


def differences(old: WorkspaceSettings, new: WorkspaceSettings) -> dict[str, list[Any]]:
    """What is different, by key such as ``quiet.opens``: what it was and what it is."""
    before, after = _flat("", old), _flat("", new)
    keys = dict.fromkeys([*before, *after])
    changed = {
        key: [before.get(key), after.get(key)]
        for key in keys
        if before.get(key, _NONE) != after.get(key, _NONE)
    }
    return changed | _reordered(old, new)


def _reordered(old: WorkspaceSettings, new: WorkspaceSettings) -> dict[str, list[Any]]:
    """The lists in which only the order of the rules is another: of routing rules the first decides."""
    found = {}
    for part in (each.name for each in fields(old)):
        before, after = (_names(getattr(each, part)) for each in (old, new))
        if before != after and sorted(before) == sorted(after):
            found[f"{part}.order"] = [", ".join(before), ", ".join(after)]
    return found


def _names(value: Any) -> list[str]:
    return [_name(each) for each in value] if isinstance(value, tuple) else []


_NONE = object()


def _flat(key: str, value: Any) -> dict[str, Any]:
    """Every single value by its key; members of a list or table by their own name."""
    if is_dataclass(value):
        parts = {each.name: getattr(value, each.name) for each in fields(value)}
    elif isinstance(value, dict):
        parts = value
    elif isinstance(value, tuple) and value and is_dataclass(value[0]):
        parts = {_name(each): each for each in value}
    else:
        return {key: _plain(value)}
    return {
        name: single
        for part, each in parts.items()
        for name, single in _flat(f"{key}.{part}" if key else str(part), each).items()
    }


def _name(entry: Any) -> str:
    """What tells a rule or a price from the others."""
    return str(getattr(entry, "name", "") or f"{entry.country}/{entry.channel.value}")


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return ", ".join(str(each) for each in value)
    if isinstance(value, time):
        return clock(value)
    if isinstance(value, timedelta):
        return f"{value.total_seconds() / 60:g} minutes"
    return value if isinstance(value, _SHOWN) else str(value)
