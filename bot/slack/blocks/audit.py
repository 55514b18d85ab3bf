"""The audit: who did what, with its filters."""

from typing import Any

from bot.domain.deeds import WORDS, in_words
from bot.flows.team.audit import AuditPage, Entry, Wanted
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
_DETAIL_SHOWN = 400


def audit_view(page: AuditPage, wanted: Wanted, client: Block | None, round_: int = 0) -> Block:
    """A page of the audit. ``client`` is the chosen option; a new ``round_`` empties the filters."""
    rows = [_row(entry) for entry in page.entries] or [section(plain("Nothing was done that fits."))]
    blocks = [_filters(wanted, client, round_), *rows, _buttons(page)]
    return modal("Audit", CALLBACK, blocks, kept=windows.remember(round=round_))


def details(detail: dict[str, Any]) -> str:
    """What a deed was about, in words; settings with what they were and are."""
    parts = []
    for key, value in detail.items():
        if key == "changes" and isinstance(value, dict):
            parts += [f"{name}: {_value(pair[0])} → {_value(pair[1])}" for name, pair in value.items()]
        elif value not in (None, "", []):
            parts.append(f"{key.replace('_', ' ')}: {_value(value)}")
    return "; ".join(parts)


def _row(entry: Entry) -> Block:
    deed = entry.deed
    who = f"<@{escape(deed.actor)}>" if deed.actor else "Threadline"
    whose = f" · {escape(entry.client_name)}" if entry.client_name else ""
    detail = escape(shortened(details(deed.detail), _DETAIL_SHOWN))
    lines = [
        f"{who} *{escape(in_words(deed.action))}*{whose}",
        f"{when(deed.at)}{' · ' if detail else ''}{detail}",
    ]
    return section(mrkdwn("\n".join(lines)))


def _value(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(str(each) for each in value) or "none"
    return {None: "none", "": "none", True: "on", False: "off"}.get(value) or str(value)


def _filters(wanted: Wanted, client: Block | None, round_: int) -> Block:
    """Four menus side by side; their block is a new one after a reset, as Slack keeps what was chosen."""
    actions_ = [
        option("Every action", ALL),
        *(option(words.capitalize(), code) for code, words in WORDS.items()),
    ]
    days = [option("All the time", ALL), *(option(label, str(count)) for label, count in _DAYS)]
    who: Block = {"type": "users_select", "action_id": WHO, "placeholder": plain("Anybody", 150)}
    whose: Block = {
        "type": "external_select",
        "action_id": CLIENT,
        "placeholder": plain("Any client", 150),
        "min_query_length": 1,
    }
    what = {"type": "static_select", "action_id": WHAT, "options": actions_[:100]}
    since = {"type": "static_select", "action_id": DAYS, "options": days}
    return actions(
        who | ({"initial_user": wanted.actor} if wanted.actor else {}),
        what | chosen(actions_, wanted.action or ALL),
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
