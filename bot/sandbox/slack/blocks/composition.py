"""Composition objects: texts, options, confirmation dialogs."""

from typing import Any

from bot.sandbox.slack.blocks.rules import Report, Rule, array, boolean, both, one_of, shape, string, typed

_STYLE = one_of("primary", "danger")


def text(most: int, *kinds: str) -> Rule:
    """A text object of one of these kinds with at most so many characters."""
    wording = {"text": string(most)}
    return typed(
        {
            "plain_text": shape(wording, {"emoji": boolean}),
            "mrkdwn": shape(wording, {"verbatim": boolean}),
        },
        kinds or ("plain_text", "mrkdwn"),
    )


def plain(most: int) -> Rule:
    """A plain text."""
    return text(most, "plain_text")


CONFIRM = shape(
    {"title": plain(100), "text": text(300), "confirm": plain(30), "deny": plain(30)}, {"style": _STYLE}
)
DISPATCH = shape({}, {"trigger_actions_on": array(one_of("on_enter_pressed", "on_character_entered"), 2)})
CONVERSATION_FILTER = shape(
    {},
    {
        "include": array(one_of("im", "mpim", "private", "public"), 4),
        "exclude_external_shared_channels": boolean,
        "exclude_bot_users": boolean,
    },
)
# Selects and overflow menus show plain text only; checkboxes and radio buttons also mrkdwn.
OPTION = shape({"text": plain(75), "value": string(150)}, {"description": plain(75), "url": string(3000)})
RICH_OPTION = shape({"text": text(75), "value": string(150)}, {"description": text(75)})


def _one_source(value: Any, at: str, report: Report) -> None:
    if isinstance(value, dict) and ("options" in value) == ("option_groups" in value):
        report.add("must provide exactly one of: options, option_groups", at)


def _initials_are_offered(value: Any, at: str, report: Report) -> None:
    if not isinstance(value, dict):
        return
    offered = [entry.get("value") for entry in offered_options(value) if isinstance(entry, dict)]
    initial = [("initial_option", value["initial_option"])] if value.get("initial_option") else []
    initial += [("initial_options", entry) for entry in value.get("initial_options") or []]
    for name, entry in initial:
        if not isinstance(entry, dict) or entry.get("value") not in offered:
            report.add("initial option must exactly match one of the options provided", f"{at}/{name}")


def offered_options(element: dict[str, Any]) -> list[Any]:
    """The options an element shows, whether in groups or not."""
    groups = element.get("option_groups")
    if isinstance(groups, list):
        listed = [group.get("options") for group in groups if isinstance(group, dict)]
        return [entry for options in listed if isinstance(options, list) for entry in options]
    options = element.get("options")
    return options if isinstance(options, list) else []


OPTION_GROUP = shape({"label": plain(75), "options": array(OPTION, 100)})
CHOICE = {"options": array(OPTION, 100), "option_groups": array(OPTION_GROUP, 100)}


def choosing(rule: Rule) -> Rule:
    """A menu of fixed options: exactly one source of them, and what is chosen at first is among them."""
    return both(rule, _one_source, _initials_are_offered)


def preselected(rule: Rule) -> Rule:
    """Checkboxes or radio buttons: what is chosen at first is among the options."""
    return both(rule, _initials_are_offered)
