"""The list of what is sent by itself, kind by kind, and what can be done about each."""

from bot.domain.offset_words import in_words
from bot.domain.trigger import Stop, Trigger
from bot.flows.occasions.trigger_list import SeenTrigger, TriggerPage
from bot.slack import windows
from bot.slack.blocks.elements import (
    Block,
    actions,
    button,
    context,
    mrkdwn,
    plain,
    section,
    shortened,
)
from bot.slack.blocks.inputs import confirm, modal
from bot.slack.blocks.occasion_words import PLURALS
from bot.slack.blocks.paging import page_buttons
from bot.slack.text import escape, shown

CALLBACK = "trigger_list"
ADD, CHANGE, REMOVE = "trigger_add", "trigger_change", "trigger_remove"
ON, OFF = "trigger_on", "trigger_off"
EARLIER, LATER = "triggers_earlier", "triggers_later"

STOPS = {
    Stop.CONFIRMED: "the client has confirmed",
    Stop.PAID: "it is paid",
    Stop.REPLIED: "the client has written since",
}
_NOTHING_YET = (
    "Nothing goes by itself until one of these is switched on. Look at its times and its template, then "
    "switch it on."
)
_NONE = (
    "There are no triggers, so nothing goes by itself. Add one to have texts go for appointments and more."
)
_MANAGERS = "Managers and admins change these."


def trigger_list(page: TriggerPage, notice: str = "") -> Block:
    """The window; ``notice`` is said at its top."""
    said = [section(plain(notice), block_id="notice")] if notice else []
    blocks = [
        *said,
        *_head(page),
        *_rows(page),
        *page_buttons(EARLIER, LATER, page.page, has_more=page.has_more),
    ]
    return modal("Triggers", CALLBACK, blocks, kept=windows.remember(page=page.page))


def _head(page: TriggerPage) -> list[Block]:
    words = _NONE if not (page.rows or page.page) else "" if page.any_on else _NOTHING_YET
    add = button("Add", ADD, "add", "Have another text go by itself", style="primary")
    return [
        *([section(plain(words), block_id="state")] if words else []),
        actions(add, block_id="head") if page.may_change else context(plain(_MANAGERS)),
    ]


def _rows(page: TriggerPage) -> list[Block]:
    blocks: list[Block] = []
    kind = None
    for row in page.rows:
        if row.trigger.kind is not kind:
            kind = row.trigger.kind
            blocks.append(section(mrkdwn(f"*{PLURALS[kind]}*"), block_id=f"kind:{kind.value}"))
        blocks += _row(row, may_change=page.may_change)
    return blocks


def _row(row: SeenTrigger, *, may_change: bool) -> list[Block]:
    trigger = row.trigger
    state = ":large_green_circle: On" if trigger.is_on else ":white_circle: Off"
    offsets = "; ".join(in_words(each) for each in trigger.offsets)
    lines = [
        f"*{escape(shortened(shown(row.template), 80))}* {where_words(trigger)} · {state}",
        escape(offsets[:1].upper() + offsets[1:]),
        stop_words(trigger),
        f":warning: {escape(row.trouble)}" if row.trouble else "",
    ]
    text = section(mrkdwn("\n".join(filter(None, lines))), block_id=f"trigger:{trigger.id}")
    return [text, actions(*_buttons(row), block_id=f"does:{trigger.id}")] if may_change else [text]


def where_words(trigger: Trigger) -> str:
    """Where it goes: *to the client by SMS*, *into #front-desk*."""
    if trigger.slack_channel:
        return f"into <#{trigger.slack_channel}>"
    if trigger.channel:
        return f"to the client by {trigger.channel.label}"
    return "to the client, by what they used last"


def stop_words(trigger: Trigger) -> str:
    """What makes it needless; empty for nothing but what always does."""
    stops = [words for stop, words in STOPS.items() if stop in trigger.stops]
    return f"Not any more once {' or '.join(stops)}." if stops else ""


def _buttons(row: SeenTrigger) -> list[Block]:
    trigger, name = row.trigger, shortened(shown(row.template), 50)
    switch = (
        button("Switch off", OFF, trigger.id, f"Do not send {name} by itself any more")
        if trigger.is_on
        else button("Switch on", ON, trigger.id, f"Send {name} by itself from now on")
    )
    sure = confirm(
        "Remove this trigger?",
        f"“{name}” is not sent by itself any more, and what is planned by it does not go.",
        "Remove",
    )
    return [
        switch,
        button("Change", CHANGE, trigger.id, f"Change when {name} goes"),
        button("Remove", REMOVE, trigger.id, f"Remove the trigger of {name}", **sure),
    ]
