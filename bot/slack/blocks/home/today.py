"""What goes today: texts that wait, reminders, and texts that go again and again."""

from bot.domain.upcoming import Upcoming
from bot.flows.home.today import Today, Waits
from bot.slack.blocks.card_actions import COMING_UP, EVERYTHING
from bot.slack.blocks.coming import MARKS
from bot.slack.blocks.elements import (
    Block,
    actions,
    button,
    context,
    header,
    mrkdwn,
    option,
    plain,
    section,
    shortened,
    when,
)
from bot.slack.blocks.home.names import CANCEL, OPEN_CLIENT, TEXT
from bot.slack.text import escape, shown

TITLE = "Scheduled today"
_NOTHING = "No text waits to go today."


def today_section(today: Today, reader: str) -> list[Block]:
    """A row for each, the first to go first."""
    if not today.total:
        all_of_it = [_all()] if today.later else []
        return [header(TITLE), context(plain(f"{_NOTHING}{_later(today)}")), *all_of_it]
    more = f"And {today.more:,} more today." if today.more else ""
    rest = f"{more}{_later(today)}".strip()
    note = [context(plain(rest))] if rest else []
    rows = (_row(each, reader) if isinstance(each, Waits) else _by_itself(each) for each in today.rows)
    return [header(f"{TITLE}: {today.total:,}"), *rows, *note, _all()]


def _all() -> Block:
    hint = "List all that is to come, to change, move, pause, cancel or send it"
    return actions(button("All that is coming", COMING_UP, EVERYTHING, hint), block_id="coming")


def _later(today: Today) -> str:
    if not today.later:
        return ""
    return f" {today.later:,} {'waits' if today.later == 1 else 'wait'} for a later day."


def _row(waits: Waits, reader: str) -> Block:
    text = waits.text
    at, by = when(text.due_at, "{time}"), _author(text.user, reader)
    held = f":hourglass_flowing_sand: Held: {escape(text.held)}" if text.held else ":clock3: Scheduled"
    words = f"*{at}* · {text.channel.label} to *{escape(shown(text.client_name))}*, {by}\n{held}"
    verbs = [option("Open the client", f"{OPEN_CLIENT}:{text.client_id}")]
    if waits.may_cancel:
        verbs.append(option("Cancel it", f"{CANCEL}:{text.message_id}"))
    menu = {"type": "overflow", "action_id": TEXT, "options": verbs}
    return section(mrkdwn(words), block_id=f"today:{text.message_id}", accessory=menu)


def _by_itself(row: Upcoming) -> Block:
    """A reminder, or one time of a series: changed in the list of all that is coming."""
    posted = f"posted in <#{escape(row.slack_channel)}>" if row.slack_channel else escape(row.goes_by)
    to = f"{posted} for" if row.slack_channel or not posted else f"{posted} to"
    at = when(row.at, "{time}") if row.at else ""
    what = escape(row.cause or row.repeats)
    named = escape(shown(row.words)) or what
    state = ":double_vertical_bar: Paused" if row.is_paused else f"{MARKS[row.kind]} {what}"
    name = escape(shortened(shown(row.client_name), 80))
    words = f"*{at}* · {to.strip()} *{name}*, {named}\n{state}"
    options = [option("Open the client", f"{OPEN_CLIENT}:{row.client_id}")]
    menu = {"type": "overflow", "action_id": TEXT, "options": options}
    return section(mrkdwn(words), block_id=f"today:{row.id}", accessory=menu)


def _author(user: str | None, reader: str) -> str:
    if not user:
        return "sent by the app itself"
    return "asked for by you" if user == reader else f"asked for by <@{escape(user)}>"
