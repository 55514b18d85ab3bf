"""The triggers that a team begins with: all of them off, so that nothing goes before somebody has looked."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from bot.domain.channel import Channel
from bot.domain.ids import fixed_id
from bot.domain.occasion import OccasionKind
from bot.domain.planning import MORNING
from bot.domain.trigger import Offset, Stop, Trigger, Unit, When

_APPOINTMENT, _PAYMENT = OccasionKind.APPOINTMENT, OccasionKind.PAYMENT
_AT_ONCE = (Offset(When.AT_ONCE),)
_HOURS_BEFORE = (Offset(When.BEFORE, 24), Offset(When.BEFORE, 2))
_DAYS_BEFORE = tuple(Offset(When.BEFORE, days, Unit.DAYS, MORNING) for days in (3, 0))

# For what, the template by its name, when, by which way, and what stops it.
_START: tuple[tuple[OccasionKind, str, tuple[Offset, ...], Channel | None, frozenset[Stop]], ...] = (
    (_APPOINTMENT, "Appointment confirmation", _AT_ONCE, None, frozenset()),
    # Its words ask for a C: who has confirmed is not asked again.
    (_APPOINTMENT, "Appointment reminder", _HOURS_BEFORE, Channel.SMS, frozenset({Stop.CONFIRMED})),
    (_APPOINTMENT, "Appointment moved", (Offset(When.MOVED),), None, frozenset()),
    (_APPOINTMENT, "Appointment cancelled", (Offset(When.CANCELLED),), None, frozenset()),
    (_PAYMENT, "Payment reminder", _DAYS_BEFORE, Channel.SMS, frozenset({Stop.PAID})),
    (OccasionKind.DOCUMENT, "Document ready", _AT_ONCE, None, frozenset()),
    (OccasionKind.NEW_CLIENT, "Welcome message", _AT_ONCE, Channel.WHATSAPP, frozenset()),
)


def triggers_at_first(workspace_id: str, templates: Mapping[str, str], now: datetime) -> Iterable[Trigger]:
    """Each of them with the same id for a workspace, whoever makes it; ``templates`` are ids by name."""
    for kind, name, offsets, channel, stops in _START:
        yield Trigger(
            id=fixed_id(workspace_id, "trigger", "start", name),
            kind=kind,
            template_id=templates[name],
            offsets=offsets,
            updated_at=now,
            channel=channel,
            stops=stops,
            is_on=False,
        )
