"""The windows of appointments and the like, and of the triggers, each as full as it can be."""

import itertools
from datetime import time
from decimal import Decimal

from bot.domain.client import Address, Client
from bot.domain.message_template import MAX_NAME
from bot.domain.money import Money
from bot.domain.occasion import MAX_DETAIL, MAX_REF, Details, Occasion, OccasionKind, OccasionState
from bot.domain.trigger import Offset, Stop, Trigger, Unit, When
from bot.flows.occasions.listing import PAGE as OCCASIONS_PAGE
from bot.flows.occasions.listing import OccasionPage, SeenOccasion
from bot.flows.occasions.trigger_list import NOT_APPROVED, SeenTrigger, TriggerPage
from bot.flows.occasions.trigger_list import PAGE as TRIGGERS_PAGE
from bot.slack.blocks.elements import Block, option
from bot.slack.blocks.occasion_cancel import cancel_view
from bot.slack.blocks.occasion_form import Entered, OccasionForm, occasion_form
from bot.slack.blocks.occasion_list import occasion_list
from bot.slack.blocks.trigger_form import SLACK, TriggerForm, common, trigger_form
from bot.slack.blocks.trigger_list import trigger_list
from bot.slack.reminders.kept import Kept, as_metadata
from bot.slack.reminders.listing import Asked
from tests.slack.conftest import NOW

ADDRESS = Address("A1", "C2", "+12025550123")
SOMEBODY = Client("C2", "W1", "<" * 200, is_lead=False, created_at=NOW, addresses=(ADDRESS,))
# As long in every part as the forms and the flows let it be.
FAR = "America/Argentina/ComodRivadavia"
DETAILS = Details(
    place="<" * MAX_DETAIL,
    phone="+12025550100",
    number="<" * MAX_REF,
    amount=Money(Decimal("999999999.99"), "EUR"),
    link="https://harbor.example/" + "l" * 400,
    name="&" * MAX_DETAIL,
)
OCCASIONS = tuple(
    SeenOccasion(
        Occasion(f"{number:026}", kind, "C2", NOW, NOW, state, at=NOW, details=DETAILS, paused_by=paused),
        SOMEBODY,
        FAR,
        NOW,
        "<" * MAX_NAME,
        tells_of_cancelling=True,
    )
    for number, (kind, state, paused) in enumerate(
        itertools.islice(
            itertools.cycle(itertools.product(OccasionKind, OccasionState, (None, "U1"))), OCCASIONS_PAGE
        )
    )
)
OFFSETS = tuple(Offset(When.BEFORE, 360 + n, Unit.DAYS, time(12, n)) for n in range(10))
TRIGGERS = TriggerPage(
    tuple(
        SeenTrigger(
            Trigger(
                f"{n:026}",
                kind,
                "T1",
                OFFSETS,
                NOW,
                slack_channel="C1",
                stops=frozenset(Stop),
                is_on=bool(n % 2),
            ),
            "<" * MAX_NAME,
            NOT_APPROVED,
        )
        for n, kind in enumerate(sorted(itertools.islice(itertools.cycle(OccasionKind), TRIGGERS_PAGE)))
    ),
    page=1,
    has_more=True,
    may_change=True,
)
CHOSEN_CLIENT = option("é" * 75, "new:+12025550123", "é" * 75)
KEPT = as_metadata(Kept("M" * 26, "C" * 26, "C0CLIENTS", Asked(client="C" * 26)))


def filled(kind: OccasionKind) -> Entered:
    """A form in which every field is full."""
    return Entered(
        kind, CHOSEN_CLIENT, day=NOW.date(), at=time(9), name="&" * MAX_DETAIL, place="<" * MAX_DETAIL
    )


def offset_form(kind: OccasionKind) -> TriggerForm:
    """The same for a trigger."""
    return TriggerForm(
        kind, CHOSEN_CLIENT, SLACK, "C1", common(kind), "x" * 500, frozenset(Stop), warning="<" * 300
    )


def occasion_windows() -> list[Block]:
    """The windows of appointments and the like, and of the triggers."""
    lines = tuple("<" * 200 for _ in range(14))
    return [
        *(
            occasion_form(OccasionForm(filled(kind), "Whose.", lines, "Note. " * 40, kept=KEPT))
            for kind in OccasionKind
        ),
        *(
            occasion_form(OccasionForm(Entered(kind), "Whose.", client_name="<" * 300, kept=KEPT))
            for kind in OccasionKind
        ),
        occasion_list(OccasionPage(OCCASIONS, page=1, has_more=True), "Note."),
        occasion_list(OccasionPage((), page=1, client=SOMEBODY)),
        *(cancel_view(each, KEPT) for each in OCCASIONS),
        trigger_list(TRIGGERS, "Note."),
        trigger_list(TriggerPage(())),
        *(trigger_form(offset_form(kind)) for kind in OccasionKind),
    ]
