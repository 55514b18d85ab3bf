"""Users, channels, files and messages as the JSON that Slack's API and events give."""

from urllib.parse import quote

from bot.sandbox.slack.config import SlackConfig
from bot.sandbox.slack.models import Channel, File, Json, Message, User, UserGroup

TOMBSTONE_TEXT = "This message was deleted."


def message_json(message: Message, channel: Channel, config: SlackConfig) -> Json:
    """A message as history, events and answers show it; a bot's own carries ``bot_id`` and its profile."""
    shown: Json = {"type": "message", "ts": message.ts, "text": message.text}
    if message.subtype:
        shown["subtype"] = message.subtype
    if message.user:
        shown["user"] = message.user
    shown.update(_sender(message, config))
    if message.blocks:
        shown["blocks"] = message.blocks
    if message.attachments:
        shown["attachments"] = message.attachments
    if message.files:
        shown.update(files=[file_json(file, config) for file in message.files], upload=False)
    if message.edited:
        shown["edited"] = message.edited
    if message.reactions:
        shown["reactions"] = [
            {"name": name, "users": list(users), "count": len(users)}
            for name, users in message.reactions.items()
        ]
    shown.update(_thread(message, channel))
    return shown


def _sender(message: Message, config: SlackConfig) -> Json:
    if message.is_tombstone:
        return {"hidden": True}
    sender: Json = {"team": config.team_id}
    if message.client_msg_id:
        sender["client_msg_id"] = message.client_msg_id
    if message.bot_id:
        sender.update(bot_id=message.bot_id, app_id=message.app_id)
    if message.username:
        sender["username"] = message.username
        sender["icons"] = message.icons or {}
    elif message.bot_id == config.app.bot_id:
        sender["bot_profile"] = {
            "id": config.app.bot_id,
            "app_id": config.app.id,
            "name": config.app.name,
            "deleted": False,
            "team_id": config.team_id,
        }
    return sender


def _thread(message: Message, channel: Channel) -> Json:
    if message.is_reply and message.thread_ts:
        root = channel.messages.get(message.thread_ts)
        return {"thread_ts": message.thread_ts, "parent_user_id": root.user if root else None}
    replies = channel.replies(message.ts)
    if not replies:
        return {}
    users = list(dict.fromkeys(reply.user or reply.bot_id or "" for reply in replies))
    return {
        "thread_ts": message.ts,
        "reply_count": len(replies),
        "reply_users_count": len(users),
        "reply_users": users[:5],
        "latest_reply": replies[-1].ts,
        "is_locked": False,
        "subscribed": False,
    }


def user_json(user: User, config: SlackConfig, *, with_email: bool, with_locale: bool = False) -> Json:
    """A user as users.info gives it; the address only with the scope users:read.email, the locale only to who
    asks for it."""
    profile: Json = {
        "real_name": user.real_name,
        "real_name_normalized": user.real_name,
        "display_name": user.name,
        "display_name_normalized": user.name,
        "team": config.team_id,
    }
    if with_email and user.email:
        profile["email"] = user.email
    if user.bot_id:
        profile.update(bot_id=user.bot_id, api_app_id=config.app.id)
    locale = {"locale": user.locale} if with_locale else {}
    return {
        **locale,
        "id": user.id,
        "team_id": config.team_id,
        "name": user.name,
        "real_name": user.real_name,
        "deleted": False,
        "tz": user.tz,
        "tz_label": user.tz,
        "tz_offset": user.tz_offset,
        "profile": profile,
        "is_admin": user.is_admin,
        "is_owner": user.is_owner,
        "is_primary_owner": user.is_owner,
        "is_restricted": user.is_guest,
        "is_ultra_restricted": False,
        "is_bot": user.is_bot,
        "is_app_user": False,
        "updated": 1_700_000_000,
    }


def group_json(group: UserGroup, config: SlackConfig) -> Json:
    """A user group as usergroups.list gives it, without its members."""
    return {
        "id": group.id,
        "team_id": config.team_id,
        "is_usergroup": True,
        "is_subteam": True,
        "name": group.name,
        "description": group.description,
        "handle": group.handle,
        "is_external": False,
        "date_create": group.created,
        "date_update": group.updated,
        "date_delete": group.disabled_at,
        "auto_type": None,
        "auto_provision": False,
        "enterprise_subteam_id": "",
        "created_by": group.created_by,
        "updated_by": group.updated_by,
        "deleted_by": group.updated_by if group.disabled_at else None,
        "prefs": {"channels": [], "groups": []},
    }


def channel_json(channel: Channel, config: SlackConfig) -> Json:
    """A conversation as conversations.info gives it to the bot."""
    common: Json = {
        "id": channel.id,
        "created": channel.created,
        "is_archived": channel.is_archived,
        "is_channel": channel.kind == "channel",
        "is_group": channel.kind == "group",
        "is_im": channel.kind == "im",
        "is_mpim": channel.kind == "mpim",
        "is_private": channel.kind != "channel",
        "is_org_shared": False,
        "context_team_id": config.team_id,
    }
    if channel.kind == "im":
        return {**common, "user": partner(channel, config)}
    return {
        **common,
        "name": channel.name,
        "name_normalized": channel.name,
        "is_member": config.app.bot_user_id in channel.members,
        "is_general": False,
        "is_shared": False,
        "creator": channel.members[0] if channel.members else "",
        "topic": {"value": channel.topic, "creator": "", "last_set": 0},
        "purpose": {"value": "", "creator": "", "last_set": 0},
        "num_members": len(channel.members),
    }


def partner(channel: Channel, config: SlackConfig) -> str:
    """The person at the other end of the bot's direct messages."""
    return next((user for user in channel.members if user != config.app.bot_user_id), "")


def file_json(file: File, config: SlackConfig) -> Json:
    """A file object; its ``url_private`` is served by this stand-in and needs the bot token."""
    if file.is_deleted:
        return {"id": file.id, "mode": "tombstone"}
    _, _, ending = file.name.rpartition(".")
    return {
        "id": file.id,
        "created": file.created,
        "timestamp": file.created,
        "name": file.name,
        "title": file.title or file.name,
        "mimetype": file.mimetype,
        "filetype": ending.lower() or "binary",
        "user": file.user,
        "user_team": config.team_id,
        "size": file.size,
        "mode": "hosted",
        "is_external": False,
        "is_public": True,
        "url_private": f"{file.base_url}/slack/files/{file.id}/{quote(file.name)}",
        "url_private_download": f"{file.base_url}/slack/files/{file.id}/{quote(file.name)}",
        "permalink": f"https://{config.team_domain}.slack.com/files/{file.user}/{file.id}/{file.name}",
        "has_rich_preview": False,
        "file_access": "visible",
        **({"alt_txt": file.alt_text} if file.alt_text else {}),
    }
