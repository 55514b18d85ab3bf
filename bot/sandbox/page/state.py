"""One snapshot of all the page shows, as one teammate sees it."""

from typing import Any

from bot.sandbox import seed
from bot.sandbox.page.faults import shown_in
from bot.sandbox.page.world import World


def snapshot(world: World, viewer: str) -> dict[str, Any]:
    """All that the page draws, as JSON; an unknown viewer becomes the first teammate."""
    workspace = world.slack.workspace
    people = [user.id for user in workspace.users.values() if not user.is_bot]
    seen_by = viewer if viewer in people else people[0]
    return {
        "clock": {"now": world.clock.now(), "offset": world.clock.offset, "zone": seed.TIME_ZONE},
        "inbox": world.inbox,
        "slack": _slack(world, seen_by),
        "phones": world.phones.snapshot(),
        "senders": _senders(world),
        "system": {"has_key": world.system.key is not None},
        "faults": [fault.as_json() for fault in shown_in(world)],
    }


def _senders(world: World) -> list[dict[str, str]]:
    """Our numbers, by the apps on the phones that write to them."""
    at_meta = world.meta.state.numbers if world.meta is not None else []
    return [
        *({"number": each.number, "channel": each.channel} for each in world.twilio.state.senders),
        *({"number": each.number, "channel": "whatsapp"} for each in at_meta),
    ]


def _slack(world: World, viewer: str) -> dict[str, Any]:
    shown = world.slack.workspace.snapshot(viewer)
    shown["app"]["read_only"] = world.slack.workspace.config.messages_tab_read_only
    return shown
