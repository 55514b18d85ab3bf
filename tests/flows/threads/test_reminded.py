"""What a client's text answers, in words, by what our last text to them was about."""

from dataclasses import replace

import pytest

from bot.domain.channel import Channel
from bot.domain.extras import Extras
from bot.domain.occasion import Details, OccasionKind
from bot.domain.thread import InboundPost
from bot.domain.trigger import Stop
from bot.flows.occasions.wanted import Wanted
from bot.storage.tables import messages
from tests.flows.harness import JANE, Team
from tests.flows.occasions.calendar import AT_ONCE, appointment, fire_due, have, payment, trigger
from tests.support.world import inbound

DOCUMENT = Wanted(
    OccasionKind.DOCUMENT, "http", number=JANE, name="Jane Doe", details=Details(name="Deed of sale")
)


async def answered(team: Team, sid: str = "SM1", **changes: object) -> str:
    """What Jane's next text is said to answer."""
    said = replace(inbound("Hello", sid, channel=Channel.SMS), received_at=team.clock.now(), **changes)  # type: ignore[arg-type]
    await team.hear(said)
    await team.work()
    post: InboundPost = team.posts(InboundPost)[-1]
    return post.answers


@pytest.mark.parametrize(
    ("wanted", "words"),
    [
        (
            appointment(),
            "Answers the reminder of the appointment Check-up on Mon, Nov 23 at 10:00 AM (New York time)",
        ),
        (payment(), "Answers the reminder of the payment of invoice 1043, due on Fri, Nov 27"),
        (DOCUMENT, "Answers the message about the document Deed of sale"),
    ],
)
async def test_each_kind_has_its_words(team: Team, wanted: Wanted, words: str) -> None:
    await trigger(team, AT_ONCE, kind=wanted.kind, stops=frozenset[Stop]())
    await have(team, wanted)
    await fire_due(team)
    await team.work()
    assert len(team.sent) == 1
    assert await answered(team) == words


async def test_a_text_of_a_person_is_no_reminder(team: Team) -> None:
    await team.text("See you")
    await team.work()
    assert await answered(team) == ""


async def test_what_a_client_quotes_is_what_they_answer(team: Team) -> None:
    await trigger(team, AT_ONCE)
    await have(team, appointment())
    await fire_due(team)
    await team.work()
    await team.text("And bring the form", channel=Channel.SMS)
    await team.work()
    reminder = next(row for row in await team.rows(messages) if row.made_from)
    assert await answered(team) == ""
    quoting = Extras(answers=reminder.provider_id)
    assert (await answered(team, "SM2", extras=quoting)).startswith("Answers the reminder of the appointment")
