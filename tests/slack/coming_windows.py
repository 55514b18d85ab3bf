"""Every window of what is to come, and of posting in Slack, with everything in it that can be pressed."""

from dataclasses import replace

from bot.domain.message_template import MessageTemplate, Reach, Variant
from bot.domain.upcoming import ComingKind, Upcoming, UpcomingPage, Verb
from bot.flows.coming.listing import PAGE
from bot.slack.blocks.coming import Shown, coming_view
from bot.slack.blocks.coming_forms import edit_view, move_view
from bot.slack.blocks.elements import Block
from bot.slack.blocks.post_form import MOST_FIELDS, PostForm, post_view
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
TURNED = Shown(before=("x" * 60,) * 99)
_TEMPLATE = MessageTemplate("T" * 26, "n" * 80, Reach.SLACK, (Variant("", "Words"),), 1, NOW)


def coming_windows() -> list[Block]:
    """Each as full as it gets, and empty."""
    return [
        coming_view(LONGEST_PAGE, TURNED, "Done. " * 100),
        coming_view(UpcomingPage(()), Shown(client_id="C1")),
        edit_view("w" * 3000, 1600, TURNED.kept()),
        move_view(None, TURNED.kept(), "Why."),
        post_view(
            PostForm("C0ROOM", (_TEMPLATE,) * 120, _TEMPLATE.id, ("",) * MOST_FIELDS, "w" * 4000, 1, "Note.")
        ),
        post_view(PostForm("", ())),
    ]
