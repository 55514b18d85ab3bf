"""What stands in a form of ours at this moment, read from a view's state: one element in each block."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from bot.ports import HandedOver
from bot.slack.emoji import to_unicode


class Fields:
    """The fields of a view as block_actions and view_submission carry it, by block id."""

    def __init__(self, view: Mapping[str, Any]) -> None:
        values = (view.get("state") or {}).get("values") or {}
        self._values: Mapping[str, Any] = values

    def text(self, block_id: str) -> str:
        """What was typed; a time of day is read the same way."""
        element = self._element(block_id)
        # Slack's text field hands emoji out as codes.
        return to_unicode(str(element.get("value") or element.get("selected_time") or "")).strip()

    def option(self, block_id: str) -> str:
        """The value of the chosen option; empty without one."""
        return _value(self._element(block_id).get("selected_option"))

    def options(self, block_id: str) -> list[str]:
        """The values of every chosen option."""
        return [_value(each) for each in self._element(block_id).get("selected_options") or ()]

    def user(self, block_id: str) -> str:
        """The chosen person's id."""
        return str(self._element(block_id).get("selected_user") or "")

    def conversation(self, block_id: str) -> str:
        """The chosen channel's id."""
        return str(self._element(block_id).get("selected_conversation") or "")

    def day(self, block_id: str) -> date | None:
        """The chosen day."""
        chosen = self._element(block_id).get("selected_date")
        return date.fromisoformat(str(chosen)) if chosen else None

    def moment(self, block_id: str) -> datetime | None:
        """The chosen day and time (UTC)."""
        chosen = self._element(block_id).get("selected_date_time")
        return datetime.fromtimestamp(int(chosen), UTC) if chosen else None

    def files(self, block_id: str) -> list[HandedOver]:
        """The files that were chosen."""
        chosen = self._element(block_id).get("files") or ()
        return [_handed_over(each) for each in chosen if isinstance(each, dict)]

    def named(self, prefix: str) -> list[str]:
        """The block ids that begin so."""
        return [block_id for block_id in self._values if block_id.startswith(prefix)]

    def of_action(self, action_id: str) -> Mapping[str, Any]:
        """An element by its action id, for rows that hold several."""
        found = (block[action_id] for block in self._values.values() if action_id in block)
        return next(found, None) or {}

    def _element(self, block_id: str) -> Mapping[str, Any]:
        return next(iter((self._values.get(block_id) or {}).values()), None) or {}


def _handed_over(file: Mapping[str, Any]) -> HandedOver:
    size = file.get("size")
    return HandedOver(
        name=str(file.get("name") or ""),
        url=str(file.get("url_private") or ""),
        size=size if isinstance(size, int) else 0,
    )


def _value(chosen: Mapping[str, Any] | None) -> str:
    return str(chosen.get("value") or "") if chosen else ""
