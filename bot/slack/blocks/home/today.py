"""The texts that wait to go today."""

from bot.flows.home.today import Today, Waits
from bot.slack.blocks.elements import Block, context, header, mrkdwn, option, plain, section, when
from bot.slack.blocks.home.names import CANCEL, OPEN_CLIENT, TEXT
from bot.slack.text import escape, shown

TITLE = "Scheduled today"
_NOTHING = "No text waits to go today."


def today_section(today: Today, reader: str) -> list[Block]:
    """A row for each text, the first to go first."""
    if not today.total:
        return [header(TITLE), context(plain(f"{_NOTHING}{_later(today)}"))]
    more = f"And {today.more:,} more today." if today.more else ""
    rest = f"{more}{_later(today)}".strip()
    note = [context(plain(rest))] if rest else []
    return [header(f"{TITLE}: {today.total:,}"), *(_row(each, reader) for each in today.rows), *note]


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


def _author(user: str | None, reader: str) -> str:
    if not user:
        return "sent by the app itself"
    return "asked for by you" if user == reader else f"asked for by <@{escape(user)}>"
