"""The inner event of each thing that happens in a channel, field for field as Slack sends it."""

from bot.sandbox.slack.models import Channel, Json, UserGroup


def message_posted(shown: Json, channel: Channel, root: Json | None) -> Json:
    """A new message; a broadcast reply brings its root along."""
    extra = {"root": root} if root is not None and shown.get("subtype") == "thread_broadcast" else {}
    return {**shown, **extra, **_place(channel, shown["ts"])}


def message_changed(shown: Json, before: Json, channel: Channel, event_ts: str) -> Json:
    """An edit, an unfurl or the app's own chat.update."""
    return {
        "type": "message",
        "subtype": "message_changed",
        "message": shown,
        "previous_message": before,
        "hidden": True,
        "ts": event_ts,
        **_place(channel, event_ts),
    }


def message_deleted(before: Json, channel: Channel, event_ts: str) -> Json:
    """A message is gone; ``previous_message`` is its last state."""
    return {
        "type": "message",
        "subtype": "message_deleted",
        "previous_message": before,
        "deleted_ts": before["ts"],
        "hidden": True,
        "ts": event_ts,
        **_place(channel, event_ts),
    }


def reaction(kind: str, user: str, name: str, shown: Json, channel: Channel, *, event_ts: str) -> Json:
    """``reaction_added`` or ``reaction_removed`` on a message."""
    event: Json = {
        "type": kind,
        "user": user,
        "reaction": name,
        "item": {"type": "message", "channel": channel.id, "ts": shown["ts"]},
        "event_ts": event_ts,
    }
    if shown.get("user"):
        event["item_user"] = shown["user"]
    return event


def membership(kind: str, user: str, channel: Channel, team: str, event_ts: str) -> Json:
    """``member_joined_channel`` or ``member_left_channel``."""
    return {
        "type": kind,
        "user": user,
        "channel": channel.id,
        "channel_type": "C" if channel.kind == "channel" else "G",
        "team": team,
        "event_ts": event_ts,
    }


def group_members_changed(group: UserGroup, before: list[str], previous_update: int, team: str) -> Json:
    """``subteam_members_changed``: who came into a user group and who went."""
    added = [user for user in group.users if user not in before]
    removed = [user for user in before if user not in group.users]
    return {
        "type": "subteam_members_changed",
        "subteam_id": group.id,
        "team_id": team,
        "date_previous_update": previous_update,
        "date_update": group.updated,
        "added_users": added,
        "added_users_count": len(added),
        "removed_users": removed,
        "removed_users_count": len(removed),
    }


def _place(channel: Channel, event_ts: str) -> Json:
    return {"channel": channel.id, "channel_type": channel.kind, "event_ts": event_ts}
