"""What only one teammate is told, and the sentences that are said in more than one place."""

from bot.domain.thread import Notice
from bot.slack.blocks.elements import (
    SECTION_LIMIT,
    Block,
    Rendered,
    context,
    fallback,
    mrkdwn,
    plain,
    section,
    shortened,
    when,
    whole,
)
from bot.slack.blocks.offers import offer_buttons
from bot.slack.text import escape, names_channel, with_channels

SORRY = "Something went wrong on our side; nothing was sent. Try again, and tell an admin if it stays so."
UNKNOWN_BUTTON = (
    "This button is from an older version and does nothing any more. Use /sms to write to a client."
)
UNKNOWN_FORM = "This form is from an older version, so nothing was sent. Close it and open it anew with /sms."
UNKNOWN_SHORTCUT = "This shortcut is from an older version. Use /sms to write to a client."
OTHER_WORKSPACE = (
    "This app serves another workspace, so nothing was done. Ask an admin to set one up for yours."
)
UNKNOWN_MENU = "This menu is from an older version. Close the form and open it anew with /sms."


def unknown_command(name: str) -> str:
    """The answer to a command that the app's manifest has and this version does not."""
    return f"{shortened(name, 40)} is not a command of this version. Type /sms help to see what there is."


def notice(said: Notice) -> Rendered:
    """A notice as an ephemeral or direct message: what happened, when it goes, and the ways out."""
    rendered = _of_a_teammate(said) if said.about else sentence(said.text)
    small = [f"By your own clock: {when(said.goes_at)}."] if said.goes_at else []
    if said.link:
        small.append(f"<{escape(said.link)}|Open the thread>")
    told = [context(mrkdwn(line)) for line in small]
    return Rendered(" ".join([rendered.text, *small]), [*rendered.blocks, *told, *offer_buttons(said.offers)])


def _of_a_teammate(said: Notice) -> Rendered:
    words = f"<@{escape(said.about)}> {escape(said.text)}"
    return Rendered(words, [section(mrkdwn(words))])


def sentence(text: str) -> Rendered:
    """A sentence of plain words; marks in it are shown as they are, but for channels that it names."""
    if names_channel(text):
        words = shortened(with_channels(text), SECTION_LIMIT)
        return Rendered(words, [section(mrkdwn(words))])
    return Rendered(fallback(text), whole(text) or [section(plain("(nothing to say)"))])


def notice_view(title: str, text: str) -> Block:
    """A modal that only says something; ``title`` at most 24 characters."""
    return {
        "type": "modal",
        "callback_id": "notice",
        "title": plain(title, 24),
        "close": plain("Close", 24),
        "blocks": whole(text),
    }
