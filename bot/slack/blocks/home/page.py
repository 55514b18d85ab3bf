"""The Home tab as a whole, and what is shown in its place to those for whom there is none."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from bot.domain.attention import AttentionPage, Whose
from bot.flows.home.month import MonthSoFar
from bot.flows.home.points import Point, is_open
from bot.flows.home.reader import Reader
from bot.flows.home.today import Today
from bot.flows.team.roles import is_group
from bot.slack import windows
from bot.slack.blocks.elements import Block, context, mrkdwn, plain, section, when
from bot.slack.blocks.home import attention, month, today
from bot.slack.blocks.home.attention import Links, attention_section
from bot.slack.blocks.home.buttons import ways_on
from bot.slack.blocks.home.first_run import first_run
from bot.slack.blocks.home.month import month_section
from bot.slack.blocks.home.setup import setup_section
from bot.slack.blocks.home.today import today_section
from bot.slack.text import escape

CALLBACK = "home"
# Source: https://docs.slack.dev/reference/views
_MOST_BLOCKS = 100
_MOST_ADMINS = 5
_SETUP = "Set-up"
_DIVIDER: Block = {"type": "divider"}
_NO_ADMIN = (
    ":key: *Nobody is an admin of this app yet.* An owner or admin of the Slack workspace becomes the first "
    "one by pressing *Settings* below."
)
_LATE = (
    ":warning: *{what}* could not be read in time, so it is missing here. Open this tab again in a moment."
)
_OUTSIDER = (
    "This app texts the clients of this workspace. Guests and bots see nothing of it unless an admin gives "
    "them a role with `/messaging roles`."
)
_NOTHING_READ = (
    ":warning: *This page could not be read just now.* Texts are taken and sent all the same. Open this tab "
    "again in a minute, and tell an admin if it stays so."
)


@dataclass(frozen=True)
class Home:
    """What the tab shows, as read at ``now``. A section that is None could not be read in time.

    ``setup`` is empty for whom it does not concern. ``links`` are the addresses of places in Slack.
    ``whose``: of whose things what needs attention is. ``notice`` is said at the top.
    """

    reader: Reader
    inbox: str
    now: datetime
    setup: Sequence[Point] | None
    attention: AttentionPage | None
    today: Today | None
    month: MonthSoFar | None
    links: Links = field(default_factory=dict)
    whose: Whose = Whose.EVERYONE
    notice: str = ""


def home_view(home: Home) -> Block:
    """The tab for a teammate."""
    sections = [
        [section(plain(home.notice), block_id="notice")] if home.notice else [],
        [] if home.reader.admins else [section(mrkdwn(_NO_ADMIN), block_id="no_admin")],
        _setup(home),
        [] if home.reader.has_clients else first_run(home.reader, home.inbox),
        _attention(home),
        _late(today.TITLE) if home.today is None else today_section(home.today, home.reader.user),
        _late(month.TITLE) if home.month is None else month_section(home.month, home.reader),
        [ways_on(home.reader), _as_of(home.now)],
    ]
    return _view(_divided(sections), windows.remember(whose=home.whose.value))


def outsider_view(admins: Sequence[str]) -> Block:
    """The tab for a guest or a bot without a role: whom to ask."""
    return _view([section(mrkdwn(_OUTSIDER)), context(mrkdwn(_whom_to_ask(admins)))])


def unread_view() -> Block:
    """The tab while nothing at all can be read."""
    return _view([section(mrkdwn(_NOTHING_READ))])


def _view(blocks: list[Block], kept: str = "") -> Block:
    return {
        "type": "home",
        "callback_id": CALLBACK,
        "private_metadata": kept,
        "blocks": blocks[:_MOST_BLOCKS],
    }


def _setup(home: Home) -> list[Block]:
    if home.setup is None:
        return _late(_SETUP)
    shown = is_open(tuple(home.setup), reviewed=home.reader.settings.setup_reviewed)
    return setup_section(home.setup) if shown else []


def _attention(home: Home) -> list[Block]:
    if home.attention is None:
        return _late(attention.TITLE)
    return attention_section(home.attention, home.links, home.whose, home.now)


def _late(what: str) -> list[Block]:
    return [section(mrkdwn(_LATE.format(what=what)))]


def _as_of(now: datetime) -> Block:
    return context(mrkdwn(f"As of {when(now, '{time}')}. Open this tab again to see what has changed since."))


def _divided(sections: Sequence[list[Block]]) -> list[Block]:
    blocks: list[Block] = []
    for each in sections:
        blocks += [_DIVIDER, *each] if blocks and each else each
    return blocks


def _whom_to_ask(admins: Sequence[str]) -> str:
    if not admins:
        return "Nobody is an admin of this app yet: ask an owner or admin of the Slack workspace."
    named = [
        f"<!subteam^{escape(each)}>" if is_group(each) else f"<@{escape(each)}>"
        for each in sorted(admins, key=is_group)[:_MOST_ADMINS]
    ]
    return f"Ask an admin of this app: {', '.join(named)}."
