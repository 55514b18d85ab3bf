"""A manifest with the step of the app's own, as the real one declares it."""

from typing import Any

from bot.commands.manifest import load_manifest


def with_step(manifest: dict[str, Any], *, subscribed: bool = True) -> dict[str, Any]:
    """The manifest, with the real one's functions and what Slack demands for them."""
    settings = manifest["settings"]
    events = settings["event_subscriptions"]
    heard = [*events["bot_events"], *(["function_executed"] if subscribed else [])]
    more = {
        "event_subscriptions": {"bot_events": heard},
        "org_deploy_enabled": True,
        "function_runtime": "remote",
    }
    return manifest | {"functions": load_manifest()["functions"], "settings": settings | more}
