"""The windows of what is to come and of posts in Slack, each as full as it can be."""

from dataclasses import replace

from bot.domain.channel import Channel
from bot.domain.message_template import MAX_NAME, MessageTemplate, Reach, Variant
from bot.domain.upcoming import ComingKind, Upcoming, UpcomingPage, Verb
from bot.slack.blocks.coming import Shown, coming_view
from bot.slack.blocks.coming_forms import edit_view, move_view
from bot.slack.blocks.elements import Block
from bot.slack.blocks.inputs import TEXT_LIMIT
from bot.slack.blocks.post_form import PostForm, post_view
from tests.slack.conftest import NOW

_ROW = Upcoming(
    ComingKind.SERIES, "S" * 26, NOW, "C" * 26, "<" * 300, tuple(Verb)[:5], goes_by=Channel.SMS.label
)
_PAGE = UpcomingPage(tuple(replace(_ROW, id=f"{n:026}") for n in range(8)), "x" * 60)
_WORDS = MessageTemplate("T1", "é" * MAX_NAME, Reach.SLACK, (Variant("", "Hi"),), 1, NOW)
_KEPT = {"what": "x" * 200}


def coming_windows() -> list[Block]:
    """All of them."""
    templates = tuple(replace(_WORDS, id=f"{n:026}") for n in range(120))
    return [
        coming_view(_PAGE, Shown(before=("x" * 60,) * 99), "Done."),
        edit_view("é" * TEXT_LIMIT, TEXT_LIMIT, _KEPT),
        move_view(NOW, _KEPT, "It is too late for the old time."),
        post_view(PostForm("C0CLIENTS", templates, templates[0].id, "é" * TEXT_LIMIT, 7)),
    ]
