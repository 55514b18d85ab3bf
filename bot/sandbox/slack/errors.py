"""How the stand-in says no: to the app by an error name, to a person by a sentence."""

from typing import Any


class SlackError(Exception):
    """The Web API refuses a call: ``{"ok": false, "error": name, ...}`` as the real platform words it."""

    def __init__(self, error: str, *, messages: list[str] | None = None, **extra: Any) -> None:
        super().__init__(error)
        self.error = error
        self.messages = messages or []
        self.extra = extra

    def answer(self) -> dict[str, Any]:
        """The JSON body of the refusal; its messages stand in ``response_metadata`` as Slack puts them."""
        body: dict[str, Any] = {"ok": False, "error": self.error, **self.extra}
        if self.messages:
            body["errors"] = self.messages
            body["response_metadata"] = {"messages": [f"[ERROR] {message}" for message in self.messages]}
        return body


class CannotDoError(Exception):
    """A person with a Slack client could not do this: no such button, not in the channel, not theirs."""
