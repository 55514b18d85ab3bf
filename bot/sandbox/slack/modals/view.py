"""A modal or an App Home as the stand-in keeps it, and as Slack shows it to the app."""

import hashlib
import json
from dataclasses import dataclass, field
from typing import Any

from bot.sandbox.slack.config import SlackConfig
from bot.sandbox.slack.models import Json


@dataclass
class View:
    """A view with its state; ``hash`` changes whenever the app replaces what it shows."""

    id: str
    user: str
    type: str
    blocks: list[Json]
    version: int = 1
    title: Json | None = None
    submit: Json | None = None
    close: Json | None = None
    private_metadata: str = ""
    callback_id: str = ""
    external_id: str = ""
    clear_on_close: bool = False
    notify_on_close: bool = False
    submit_disabled: bool = False
    root_id: str = ""
    previous_id: str | None = None
    opened_at: str = ""
    # The conversation the person was in when it was opened; a shortcut or the App Home has none.
    channel: str | None = None
    # What the person has filled in: block_id → action_id → the element's value with its type.
    state: dict[str, dict[str, Json]] = field(default_factory=dict)
    # Field errors the app answered with, shown until the next submission: block_id → sentence.
    errors: dict[str, str] = field(default_factory=dict)

    @property
    def hash(self) -> str:
        """What views.update and views.publish compare, so that a late update does not undo a newer one."""
        digest = hashlib.sha256(f"{self.id}:{self.version}".encode()).hexdigest()[:8]
        return f"{self.opened_at.partition('.')[0]}.{digest}"

    def replace(self, definition: dict[str, Any]) -> None:
        """Take over what the app wants shown; ``blocks`` must have been checked and given their ids."""
        self.blocks = definition["blocks"]
        self.title = definition.get("title")
        self.submit = definition.get("submit")
        self.close = definition.get("close")
        self.private_metadata = definition.get("private_metadata") or ""
        self.callback_id = definition.get("callback_id") or ""
        self.external_id = definition.get("external_id") or ""
        self.clear_on_close = bool(definition.get("clear_on_close"))
        self.notify_on_close = bool(definition.get("notify_on_close"))
        self.submit_disabled = bool(definition.get("submit_disabled"))
        self.errors = {}
        self.version += 1

    def payload(self, config: SlackConfig) -> Json:
        """The view object in answers and payloads."""
        return {
            "id": self.id,
            "team_id": config.team_id,
            "type": self.type,
            "blocks": self.blocks,
            "private_metadata": self.private_metadata,
            "callback_id": self.callback_id,
            "external_id": self.external_id,
            "state": {"values": json.loads(json.dumps(self.state))},
            "hash": self.hash,
            "title": self.title,
            "submit": self.submit,
            "close": self.close,
            "clear_on_close": self.clear_on_close,
            "notify_on_close": self.notify_on_close,
            "submit_disabled": self.submit_disabled,
            "root_view_id": self.root_id or self.id,
            "previous_view_id": self.previous_id,
            "app_id": config.app.id,
            "app_installed_team_id": config.team_id,
            "bot_id": config.app.bot_id,
        }
