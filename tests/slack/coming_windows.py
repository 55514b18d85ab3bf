"""Every window of what is to come, and of posting in Slack, with everything in it that can be pressed."""

from dataclasses import replace
from datetime import date, time
from functools import reduce

from bot.domain.message_template import MessageTemplate, Reach, Variant
from bot.domain.recurrence import Every, Recurrence
from bot.domain.upcoming import ComingKind, Upcoming, UpcomingPage, Verb
from bot.flows.coming.listing import PAGE
from bot.slack.blocks.coming import Shown, coming_view
from bot.slack.blocks.coming_forms import edit_view, move_view
from bot.slack.blocks.elements import Block
from bot.slack.blocks.post_form import MOST_FIELDS, PostForm, post_view
from bot.slack.blocks.series_form import Entered, SeriesForm, series_form
from tests.slack.conftest import MAYA, NOW

LONGEST = Upcoming(
    ComingKind.SERIES,
    "S" * 26,
    NOW,
    "C" * 26,
    "<!channel> " * 200,
    (Verb.EDIT, Verb.PAUSE, Verb.SKIP, Verb.SEND_NOW, Verb.CANCEL),
    there="8:00 AM " + "x" * 200,
    goes_by="WhatsApp",
    words="<!here> " * 10,
    by=MAYA,
    cause="reminder " * 20,
    repeats="Every day " * 20,
    why="It is night. " * 20,
)
_ROWS = tuple(replace(LONGEST, id=f"{place:026}") for place in range(PAGE))
LONGEST_PAGE = UpcomingPage(_ROWS, "x" * 60)
TURNED = reduce(lambda shown, _: shown.later("x" * 60), range(99), Shown(after="x" * 60))
_FIFTH = Recurrence(
    Every.MONTH,
    date(2026, 12, 31),
    time(2, 30),
    "America/Argentina/ComodRivadavia",
    99,
    (2,),
    date(2030, 1, 1),
    999,
    5,
)
_FIELDS = Entered(
    Every.MONTH, 99, (), (5, (2,)), _FIFTH.starts, _FIFTH.at, _FIFTH.until, 999, body="w" * 3000
)
_FULL = SeriesForm(
    _FIELDS, "<" * 120, _FIFTH.zone, "Every day " * 20, 4096, _FIFTH, ("• " + "x" * 200,) * 4, kept="k"
)
_WEEKLY = Entered(Every.WEEK, 0, (0, 1, 2, 3, 4, 5, 6), (0, ()), None, None, None, None)
_TEMPLATE = MessageTemplate("T" * 26, "n" * 80, Reach.SLACK, (Variant("", "Words"),), 1, NOW)


def coming_windows() -> list[Block]:
    """Each as full as it gets, and empty."""
    return [
        coming_view(LONGEST_PAGE, TURNED, "Done. " * 100),
        coming_view(UpcomingPage(()), Shown(client_id="C1")),
        edit_view("w" * 3000, 1600, TURNED.kept()),
        series_form(_FULL),
        series_form(replace(_FULL, entered=_WEEKLY, trouble="Why. " * 100, notice="Look. " * 20)),
        move_view(None, TURNED.kept(), "Why."),
        post_view(
            PostForm("C0ROOM", (_TEMPLATE,) * 120, _TEMPLATE.id, ("",) * MOST_FIELDS, "w" * 4000, 1, "Note.")
        ),
        post_view(PostForm("", ())),
    ]
