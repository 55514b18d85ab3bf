"""The audit: who did what, with its filters."""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.domain.deeds import WORDS, in_words
from bot.flows.team.audit import CLIENT_KEYS, AuditPage, Entry, Wanted
from bot.flows.team.roles import is_group
from bot.slack import windows
from bot.slack.blocks.elements import (
    Block,
    actions,
    button,
    chosen,
    mrkdwn,
    option,
    plain,
    section,
    shortened,
    when,
)
from bot.slack.blocks.inputs import modal
from bot.slack.text import escape

CALLBACK = "audit"
WHO, WHAT, CLIENT, DAYS = "audit_who", "audit_what", "audit_client", "audit_days"
OLDER, NEWEST, RESET, EXPORT = "audit_older", "audit_newest", "audit_reset", "audit_export"
ALL = "all"
_DAYS = (("Today and yesterday", 2), ("Last 7 days", 7), ("Last 30 days", 30), ("Last 90 days", 90))
_PARTS_SHOWN, _VALUE_SHOWN = 8, 120
# What the codes of the details are called here; the others speak for themselves.
_LABELS = {
    "from": "was",
    "to": "is now",
    "ends": "number ends in",
    "other": "other client",
    "client_id": "client",
}
# An id says nothing to a person where this stands beside it.
_SAID_BY = {
    "trigger": "template",
    "key": "label",
    "account": "label",
    "series": "repeats",
    "occasion": "kind",
    "merge": "other",
    "review": "channel",
    "addresses": "channels",
}
_PERSON = re.compile(r"[UW][A-Z0-9]{4,}")
_CHANNEL = re.compile(r"[CG][A-Z0-9]{4,}")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)")


def audit_view(page: AuditPage, wanted: Wanted, client: Block | None, round_: int = 0) -> Block:
    """A page of the audit. ``client`` is the chosen option; a new ``round_`` empties the filters."""
    rows = [_row(entry, page.names) for entry in page.entries] or [
        section(plain("Nothing was done that fits."))
    ]
    blocks = [_filters(wanted, client, round_), *rows, _buttons(page)]
    return modal("Audit", CALLBACK, blocks, kept=windows.remember(round=round_))


def details(detail: dict[str, Any], names: Mapping[str, str] | None = None) -> str:
    """What a deed was about, in mrkdwn; settings with what they were and are. ``names`` are those of clients,
    by id. What is too long is left out, and so are ids of which the words beside them tell more: the export
    has all of it."""
    parts: list[str] = []
    for key, value in detail.items():
        if detail.get(_SAID_BY.get(key, "")):
            continue
        if key == "changes" and isinstance(value, dict):
            parts += [f"{escape(name)}: {_value(old)} → {_value(new)}" for name, (old, new) in value.items()]
        elif key == "subject":
            parts.append(_subject(str(value)))
        elif value not in (None, "", []):
            label = _LABELS.get(key) or escape(key.replace("_", " "))
            parts.append(f"{label}: {_named(key, value, names or {})}")
    told = "; ".join(parts[:_PARTS_SHOWN])
    return f"{told}; …" if len(parts) > _PARTS_SHOWN else told


def _subject(subject: str) -> str:
    """A person or a user group, as Slack shows them."""
    return f"<!subteam^{escape(subject)}>" if is_group(subject) else f"<@{escape(subject)}>"


def _named(key: str, value: Any, names: Mapping[str, str]) -> str:
    """A value with the name of what it stands for: a client, a teammate, a channel, or a moment."""
    if key in CLIENT_KEYS:
        return _value(names.get(str(value)) or value)
    if key in {"to", "actor"} and _PERSON.fullmatch(str(value)):
        return f"<@{escape(str(value))}>"
    if key == "channel" and _CHANNEL.fullmatch(str(value)):
        return f"<#{escape(str(value))}>"
    if isinstance(value, str) and _MOMENT.fullmatch(value):
        return when(datetime.fromisoformat(value))
    return _value(value)


def _row(entry: Entry, names: Mapping[str, str]) -> Block:
    deed = entry.deed
    who = f"<@{escape(deed.actor)}>" if deed.actor else "Threadline"
    whose = f" · {escape(entry.client_name)}" if entry.client_name else ""
    detail = details(deed.detail, names)
    about = f"{when(deed.at)} · {detail}" if detail else when(deed.at)
    return section(mrkdwn(f"{who} *{escape(in_words(deed.action))}*{whose}\n{about}"))


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return "on" if value else "off"
    if value is None or value in ("", []):
        return "none"
    words = ", ".join(str(each) for each in value) if isinstance(value, list) else str(value)
    return escape(shortened(words, _VALUE_SHOWN))


def _filters(wanted: Wanted, client: Block | None, round_: int) -> Block:
    """Four menus side by side; their block is a new one after a reset, as Slack keeps what was chosen."""
    deeds = [option(f"{words[0].upper()}{words[1:]}", code) for code, words in WORDS.items()]
    whats = [option("Every action", ALL), *deeds]
    days = [option("All the time", ALL), *(option(label, str(count)) for label, count in _DAYS)]
    who: Block = {"type": "users_select", "action_id": WHO, "placeholder": plain("Anybody", 150)}
    whose: Block = {
        "type": "external_select",
        "action_id": CLIENT,
        "placeholder": plain("Any client", 150),
        "min_query_length": 1,
    }
    what = {"type": "static_select", "action_id": WHAT, "options": whats[:100]}
    since = {"type": "static_select", "action_id": DAYS, "options": days}
    return actions(
        who | ({"initial_user": wanted.actor} if wanted.actor else {}),
        what | chosen(whats, wanted.action or ALL),
        whose | ({"initial_option": client} if client else {}),
        since | chosen(days, str(wanted.days or ALL)),
        block_id=f"filters:{round_}",
    )


def _buttons(page: AuditPage) -> Block:
    buttons = [button("Export as CSV", EXPORT, "export", "Get what fits as a file", style="primary")]
    if page.older:
        buttons.append(button("Older", OLDER, page.older, "Show older entries"))
    buttons.append(button("Newest", NEWEST, "newest", "Show the newest entries"))
    buttons.append(button("Clear the filters", RESET, "reset", "Show everything again"))
    return actions(*buttons, block_id="pages")
