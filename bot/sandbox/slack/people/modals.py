"""Submitting and closing modals."""

from dataclasses import dataclass, field

from bot.sandbox.slack.api import checked
from bot.sandbox.slack.errors import CannotDoError, SlackError
from bot.sandbox.slack.modals import stack
from bot.sandbox.slack.modals.view import View
from bot.sandbox.slack.models import Json
from bot.sandbox.slack.outgoing.bot_client import Answer
from bot.sandbox.slack.people.attaching import hand_files_over
from bot.sandbox.slack.people.base import Acting
from bot.sandbox.slack.people.inputs import input_errors

# What the real client shows when the app gives no answer, or one that Slack cannot use.
TROUBLE = "We had some trouble connecting. Try again?"


@dataclass(frozen=True)
class SubmitResult:
    """How a submission went: field errors by block_id, or the modal then in front (None: all closed)."""

    ok: bool
    errors: dict[str, str] = field(default_factory=dict)
    error: str = ""
    view: View | None = None


class Modals(Acting):
    """A person's modals."""

    def open_view(self, user: str) -> View | None:
        """The modal in front of this person, or None."""
        return stack.top(self._workspace, user)

    async def submit(self, user: str, view_id: str) -> SubmitResult:
        """Press submit: first the client's own checks, then the app's answer within three seconds."""
        view = self._in_front(user, view_id)
        if view.submit is None:
            raise CannotDoError("This modal has no submit button.")
        if view.submit_disabled:
            raise CannotDoError("The submit button is disabled until something has been filled in.")
        view.errors = input_errors(view)
        if view.errors:
            stack.refresh(self._workspace, view)
            return SubmitResult(ok=False, errors=dict(view.errors), view=view)
        payload = {
            **self._common("view_submission", user),
            "trigger_id": self._installation.triggers.issue(user, view.id),
            "view": hand_files_over(self._workspace, view.payload(self._installation.config)),
            "response_urls": self._response_urls(user, view),
        }
        return self._answered(user, view, await self._interact(payload))

    async def close_view(self, user: str, view_id: str, *, everything: bool = False) -> None:
        """Press cancel, or with ``everything`` the cross that closes the whole stack."""
        view = self._in_front(user, view_id)
        closing = list(reversed(self._workspace.modals[user]))
        if everything or view.clear_on_close:
            stack.close_all(self._workspace, user)
        else:
            closing = [view]
            stack.close_top(self._workspace, user)
        for closed in closing:
            if closed.notify_on_close:
                await self._interact(
                    {
                        **self._common("view_closed", user),
                        "view": closed.payload(self._installation.config),
                        "is_cleared": everything or view.clear_on_close,
                    }
                )

    def _response_urls(self, user: str, view: View) -> list[Json]:
        """A response URL for each conversation that was picked where the app has asked for one."""
        urls = []
        for block in view.blocks:
            element = block["element"] if block["type"] == "input" else {}
            if not element.get("response_url_enabled"):
                continue
            place = {"block_id": block["block_id"], "action_id": element["action_id"]}
            held = view.state[place["block_id"]][place["action_id"]]
            channel = held.get("selected_conversation") or held.get("selected_channel")
            if channel:
                url = self._response_url(user, channel)
                urls.append({**place, "channel_id": channel, "response_url": url})
        return urls

    def _in_front(self, user: str, view_id: str) -> View:
        self._person(user)
        view = stack.top(self._workspace, user)
        if view is None or view.id != view_id:
            raise CannotDoError("This modal is not open, or another one is in front of it.")
        return view

    def _answered(self, user: str, view: View, answer: Answer) -> SubmitResult:
        body = answer.json() if answer.body.strip() else {}
        if not answer.ok or body is None:
            return self._trouble(view, answer.failure or "invalid_response")
        try:
            return self._carried_out(user, view, body)
        except SlackError as error:
            return self._trouble(view, "; ".join([error.error, *error.messages]))

    def _carried_out(self, user: str, view: View, body: Json) -> SubmitResult:
        workspace = self._workspace
        action = body.get("response_action")
        if action is None:
            if view in workspace.modals.get(user, []):
                workspace.modals[user].remove(view)
                stack.refresh(workspace, view)
        elif action == "clear":
            stack.close_all(workspace, user)
        elif action == "errors":
            return self._field_errors(view, body.get("errors"))
        elif action == "update":
            stack.replace(workspace, view, checked.view(self._installation, body.get("view"), "modal"))
        elif action == "push":
            stack.demand_room(workspace, user)
            stack.push(workspace, user, checked.view(self._installation, body.get("view"), "modal"))
        else:
            raise SlackError("invalid_response_action")
        return SubmitResult(ok=True, view=stack.top(workspace, user))

    def _field_errors(self, view: View, errors: object) -> SubmitResult:
        """Field errors must name input blocks that are shown; for any other Slack shows trouble."""
        inputs = {block["block_id"] for block in view.blocks if block["type"] == "input"}
        if not isinstance(errors, dict) or not errors or not set(errors) <= inputs:
            raise SlackError("invalid_errors", messages=["errors must name the input blocks of the view"])
        view.errors = {str(block_id): str(sentence) for block_id, sentence in errors.items()}
        stack.refresh(self._workspace, view)
        return SubmitResult(ok=False, errors=dict(view.errors), view=view)

    def _trouble(self, view: View, why: str) -> SubmitResult:
        stack.refresh(self._workspace, view)
        return SubmitResult(ok=False, error=f"{TROUBLE} ({why})", view=view)
