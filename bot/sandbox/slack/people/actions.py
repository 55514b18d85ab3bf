"""Clicking, picking and typing in messages, modals and App Homes."""

from bot.sandbox.slack.blocks.composition import OPTION, OPTION_GROUP, offered_options
from bot.sandbox.slack.blocks.rules import Report, array, shape
from bot.sandbox.slack.errors import CannotDoError
from bot.sandbox.slack.installation import Installation
from bot.sandbox.slack.modals import stack
from bot.sandbox.slack.modals.view import View
from bot.sandbox.slack.models import Json
from bot.sandbox.slack.people.base import Acting
from bot.sandbox.slack.people.choices import Choices
from bot.sandbox.slack.people.containers import Container, Shown

_EXTERNAL = ("external_select", "multi_external_select")
# What Slack waits for before it asks the app, unless the element says otherwise.
DEFAULT_MIN_QUERY = 3
_OPTIONS = shape(
    {}, {"options": array(OPTION, 100, least=0), "option_groups": array(OPTION_GROUP, 100, least=0)}
)


class Actions(Acting):
    """A person's dealings with interactive elements."""

    def __init__(self, installation: Installation) -> None:
        super().__init__(installation)
        self._choices = Choices(installation.workspace)
        # Options an external select has shown, by message or view, block and action.
        self._suggested: dict[tuple[str, str, str], list[Json]] = {}

    async def click(
        self, user: str, container: Container, block_id: str, action_id: str, value: Json | None = None
    ) -> bool:
        """Press a button or pick from a menu: True when the app took it within three seconds.

        ``container`` is ``(channel, ts)`` or a view id; ``value`` is what Block Kit sends for the kind of
        element, such as ``{"selected_option": {"value": "x"}}``; a button needs none.
        """
        shown = self._shown(user, container)
        block, element = shown.element(block_id, action_id)
        suggested = self._suggested.get((shown.key, block_id, action_id), [])
        held = self._choices.held(user, element, value or {}, suggested)
        self._keep(shown, block_id, action_id, held)
        if block["type"] == "input" and not block.get("dispatch_action"):
            return True
        return await self._dispatch(shown, block_id, action_id, held)

    async def choose(
        self, user: str, container: Container, block_id: str, action_id: str, value: Json
    ) -> bool:
        """Pick in a select, date picker, checkboxes …: kept, and sent at once where the block dispatches."""
        return await self.click(user, container, block_id, action_id, value)

    async def type_text(
        self,
        user: str,
        container: Container,
        block_id: str,
        action_id: str,
        text: str,
        *,
        enter: bool = False,
    ) -> bool:
        """Type into a text input, in place of what is there; ``enter`` also presses Enter.

        The app hears of it only when the block dispatches, and by default only on Enter.
        """
        shown = self._shown(user, container)
        block, element = shown.element(block_id, action_id)
        if not element["type"].endswith("_input") or element["type"] == "file_input":
            raise CannotDoError(f"Nothing can be typed into a {element['type']}.")
        held = self._choices.held(user, element, {"value": text}, [])
        self._keep(shown, block_id, action_id, held)
        config = element.get("dispatch_action_config") or {}
        listened = config.get("trigger_actions_on", ["on_enter_pressed"])
        heard = "on_character_entered" in listened or (enter and "on_enter_pressed" in listened)
        if not (block.get("dispatch_action") and heard):
            return True
        return await self._dispatch(shown, block_id, action_id, held)

    async def suggest(
        self, user: str, container: Container, block_id: str, action_id: str, query: str
    ) -> list[Json]:
        """Type into an external select and get its options; none while the query is too short.

        Raises CannotDoError when the app does not answer in time or answers what Slack would not show.
        """
        shown = self._shown(user, container)
        _, element = shown.element(block_id, action_id)
        if element["type"] not in _EXTERNAL:
            raise CannotDoError("Only an external select asks the app for options.")
        if len(query) < element.get("min_query_length", DEFAULT_MIN_QUERY):
            return []
        payload = {**self._common("block_suggestion", user), **self._described(shown)}
        answer = await self._interact(
            {**payload, "block_id": block_id, "action_id": action_id, "value": query}
        )
        body = answer.json() if answer.ok else None
        report = Report()
        _OPTIONS(body, "", report)
        if body is None or report.messages:
            raise CannotDoError(
                "The options could not be loaded: " + "; ".join(report.messages or [answer.failure])
            )
        options: list[Json] = offered_options(body)
        self._suggested.setdefault((shown.key, block_id, action_id), []).extend(options)
        return options

    def _shown(self, user: str, container: Container) -> Shown:
        if isinstance(container, tuple):
            return Shown(user, self._message(user, *container))
        return Shown(user, self._open_view(user, container))

    def _open_view(self, user: str, view_id: str) -> View:
        """The view if it is this person's and in front, or their App Home."""
        self._person(user)
        home = self._workspace.homes.get(user)
        for view in (stack.top(self._workspace, user), home):
            if view is not None and view.id == view_id:
                return view
        raise CannotDoError("This view is not open, or another one is in front of it.")

    def _keep(self, shown: Shown, block_id: str, action_id: str, held: Json) -> None:
        if action_id in shown.state.get(block_id, {}):
            shown.state[block_id][action_id] = held
            if isinstance(shown.holder, View):
                stack.refresh(self._workspace, shown.holder)

    def _described(self, shown: Shown) -> Json:
        return shown.described(self._workspace, self._installation.config)

    async def _dispatch(self, shown: Shown, block_id: str, action_id: str, held: Json) -> bool:
        holder = shown.holder
        payload = {**self._common("block_actions", shown.user), **self._described(shown)}
        if isinstance(holder, View):
            payload["trigger_id"] = self._installation.triggers.issue(shown.user, holder.id)
        else:
            payload["trigger_id"] = self._installation.triggers.issue(shown.user, channel=holder.channel)
            payload["state"] = {"values": shown.state}
            payload["response_url"] = self._response_url(shown.user, holder.channel, holder)
        stamp = self._workspace.timestamps.next()
        payload["actions"] = [{"block_id": block_id, "action_id": action_id, "action_ts": stamp, **held}]
        return (await self._interact(payload)).ok
