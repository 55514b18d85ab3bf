"""The windows about the team's own templates with as much in them as there may be."""

from dataclasses import replace

from bot.domain.channel import Channel
from bot.domain.message import Purpose
from bot.domain.message_template import Approved, MessageTemplate, Reach, Variant
from bot.domain.money import Money
from bot.domain.pages import Page
from bot.domain.segments import count
from bot.domain.template import Template
from bot.flows.message_templates.listing import PAGE, Overview, Past, Way
from bot.flows.message_templates.preview import Sight
from bot.slack.blocks.elements import Block, option
from bot.slack.blocks.message_templates.archive import archive_view
from bot.slack.blocks.message_templates.beside import Beside, beside_view
from bot.slack.blocks.message_templates.editor import editor_view, of_template
from bot.slack.blocks.message_templates.listing import list_view
from bot.slack.blocks.message_templates.versions import versions_view
from tests.support.world import CLOCK_START

BELOW = {"which": "any", "query": "é" * 60, "page": 3}
_CODES = ("en", "es", "de", "fr", "it", "pt", "nl", "sv", "da", "fi")
_MORE = ("nb", "pl", "cs", "sk", "hu", "ro", "bg", "el", "tr", "uk")


def _longest(template: Template) -> MessageTemplate:
    approved = Approved(template.id, tuple((each.name, "x" * 500) for each in template.variables))
    return MessageTemplate(
        id="T" * 26,
        name="<" * 80,
        reach=Reach.ALL,
        variants=tuple(Variant(code, "<" * 1024, approved) for code in (*_CODES, *_MORE)),
        version=4,
        updated_at=CLOCK_START,
        subject="<" * 150,
        purpose=Purpose.MARKETING,
        updated_by="U1",
    )


def windows(template: Template) -> list[Block]:
    """All of them; ``template`` is one of WhatsApp's."""
    longest = _longest(template)
    sight = Sight(
        text="<" * 4096,
        language="en",
        missing=("n" * 40,) * 20,
        asked=("o" * 40,) * 20,
        client_name="<" * 120,
        channel=Channel.SMS,
        characters=4096,
        max_characters=1600,
        notice="Harbor Clinic. Reply STOP to opt out.",
        segments=count("ß" * 300),
        cost=Money.of_micros(7_900),
        against=("It is night there." * 20,) * 20,
    )
    written = of_template(longest, BELOW)
    older = tuple(replace(longest, version=number) for number in (4, 3, 2, 1))
    rows = tuple(replace(longest, id=f"{number:026}") for number in range(PAGE))
    page = Overview(Page(rows, 1, 3, 30), Way.ANY, "é" * 60, may_change=True)
    beside = Beside(longest, "en", 4, template, {}, 1, BELOW)
    return [
        list_view(page, "Note."),
        list_view(replace(page, page=Page((), 0, 1, 0), query="")),
        editor_view(replace(written, client=option("Jane Doe", "client:C1")), sight, "Note."),
        # One more language fits, and the menu for it is there.
        editor_view(replace(written, texts=written.texts[:19], template_id=""), Sight(problems=("No.",) * 9)),
        versions_view(Past(longest, older, may_change=True), 1, "Note."),
        archive_view(longest, BELOW),
        beside_view(beside),
        beside_view(replace(beside, approved=None)),
    ]
