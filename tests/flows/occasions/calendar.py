"""A clinic's calendar: its templates and triggers, and what is set and looked at in the tests."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import Any

from bot.domain.channel import Channel
from bot.domain.consent import ConsentState
from bot.domain.ids import new_id
from bot.domain.message_template import MessageTemplate, Reach, Variant
from bot.domain.occasion import Details, OccasionKind
from bot.domain.reminder import ReminderState
from bot.domain.thread import SystemPost
from bot.domain.trigger import Offset, Trigger, Unit, When
from bot.flows.occasions import fire
from bot.flows.occasions.set import set_occasion
from bot.flows.occasions.wanted import NotSet, OccasionSet, Wanted
from bot.storage.repositories.consents import ConsentChange
from bot.storage.tables import reminders
from tests.flows.harness import JANE, Team
from tests.support.world import CLOCK_START

# It is Friday, ten in the morning in New York, where Jane is.
MONDAY_TEN = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)
AT_ONCE, MOVED, CALLED_OFF = Offset(When.AT_ONCE), Offset(When.MOVED), Offset(When.CANCELLED)
DAY_BEFORE = Offset(When.BEFORE, 24, Unit.HOURS)
TWO_HOURS = Offset(When.BEFORE, 2, Unit.HOURS)
ON_THE_DAY = Offset(When.BEFORE, 0, Unit.DAYS, time(9))
WORDS = "See you, {{ first_name }}"


async def template(team: Team, content: str = WORDS, *more: Variant, **changes: Any) -> MessageTemplate:
    """A template of the team's."""
    made = MessageTemplate(
        id=new_id(),
        name=f"Words {new_id()}",
        reach=changes.pop("reach", Reach.ALL),
        variants=(Variant("", content, changes.pop("approved", None)), *more),
        version=1,
        updated_at=CLOCK_START,
        **changes,
    )
    async with team.ctx.store.write(team.workspace_id) as uow:
        await uow.message_templates.add(made)
    return made


async def agreed(team: Team, number: str = JANE, name: str = "Jane Doe") -> str:
    """A client who wants to be texted; the id."""
    client_id = await team.meet(name, number)
    async with team.ctx.store.write(team.workspace_id) as uow:
        owner = (await uow.clients.by_addresses([number]))[number]
        now = team.clock.now()
        await uow.consents.record(
            ConsentChange(owner.address_id, channel, ConsentState.EXPRESS, "test", "a test's word", now)
            for channel in (Channel.SMS, Channel.WHATSAPP)
        )
    return client_id


async def trigger(team: Team, *offsets: Offset, content: str = WORDS, **changes: Any) -> Trigger:
    """A trigger with a template of its own, as an admin would have saved it; Jane wants to be texted."""
    await agreed(team)
    words = changes.pop("words", None) or await template(
        team, content, approved=changes.pop("approved", None)
    )
    made = Trigger(
        id=new_id(),
        kind=changes.pop("kind", OccasionKind.APPOINTMENT),
        template_id=words.id,
        offsets=offsets,
        updated_at=CLOCK_START,
        **changes,
    )
    async with team.ctx.store.write(team.workspace_id) as uow:
        await uow.triggers.save(made)
        await uow.triggers.replanned(made.id, None)
    return made


def appointment(at: datetime | None = MONDAY_TEN, **changes: Any) -> Wanted:
    """Jane's check-up."""
    wanted = Wanted(
        kind=OccasionKind.APPOINTMENT,
        source="slack",
        user="U1",
        number=JANE,
        name="Jane Doe",
        at=at,
        details=Details(name="Check-up", place="Main St 1"),
    )
    return replace(wanted, **changes)


def payment(day: date | None = date(2026, 11, 27), **changes: Any) -> Wanted:
    """Jane's invoice."""
    details = Details(number="1043", link="https://pay.example.com/1043")
    wanted = Wanted(OccasionKind.PAYMENT, "http", number=JANE, name="Jane Doe", day=day, details=details)
    return replace(wanted, **changes)


async def have(team: Team, wanted: Wanted) -> OccasionSet:
    """The occasion, set."""
    done = await set_occasion(team.ctx, team.workspace_id, wanted)
    assert isinstance(done, OccasionSet), done
    return done


async def refused(team: Team, wanted: Wanted) -> dict[str, str]:
    """Why it is not set."""
    done = await set_occasion(team.ctx, team.workspace_id, wanted)
    assert isinstance(done, NotSet), done
    return done.errors


async def fire_due(team: Team) -> int:
    """Carry out whatever is due; how many."""
    done = 0
    while some := await fire.step(team.ctx, team.workspace_id):
        done += some
    return done


async def until(team: Team, at: datetime) -> None:
    """Time passes, and all that is due by then is carried out, sent and posted."""
    team.clock.advance(seconds=(at - team.clock.now()).total_seconds())
    await fire_due(team)
    await team.work()


async def states(team: Team) -> list[tuple[str, str]]:
    """The reminders, each with what has become of it, in the order of their times."""
    found = sorted(await team.rows(reminders), key=lambda row: (row.due_at, row.id))
    return [(row.step, row.state) for row in found]


async def planned(team: Team) -> Sequence[Any]:
    """The rows that are still to come."""
    found = await team.rows(reminders, state=ReminderState.PLANNED.value)
    return sorted(found, key=lambda row: (row.due_at, row.id))


def said(team: Team) -> list[str]:
    """The app's own lines in threads."""
    return [post.text for post in team.posts(SystemPost)]
