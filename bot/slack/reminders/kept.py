"""What the form for an occasion carries with it, and what stands in its fields."""

from dataclasses import asdict, dataclass
from datetime import time

from bot.domain.occasion import Occasion, OccasionKind
from bot.domain.typed_money import as_typed
from bot.domain.zones import zone_of
from bot.slack import choices, windows
from bot.slack.blocks import occasion_form as form
from bot.slack.blocks.elements import Block, option
from bot.slack.blocks.occasion_form import Entered
from bot.slack.blocks.occasion_list import CALLBACK as LIST
from bot.slack.deps import Payload
from bot.slack.fields import Fields
from bot.slack.reminders.listing import Asked, asked_in, asked_of


@dataclass(frozen=True)
class Kept:
    """``occasion`` is the one that is changed, of which ``kind``, and ``client`` whose it is; empty for a new
    one. ``origin`` is the Slack channel in which the person is told what came of it; ``over`` what the list
    shows on which the form lies, None where it lies on nothing."""

    occasion: str = ""
    client: str = ""
    origin: str = ""
    over: Asked | None = None
    kind: OccasionKind = OccasionKind.APPOINTMENT


def as_metadata(kept: Kept) -> str:
    """To go with the form."""
    return windows.remember(**asdict(kept))


def kept_in(view: Payload) -> Kept:
    """What a form of ours carries."""
    found = windows.remembered(view)
    occasion, client, origin = (str(found.get(name) or "") for name in ("occasion", "client", "origin"))
    over, kind = found.get("over"), found.get("kind")
    return Kept(
        occasion,
        client,
        origin,
        asked_of(over) if isinstance(over, dict) else None,
        OccasionKind(kind) if kind in set(OccasionKind) else OccasionKind.APPOINTMENT,
    )


def kept_over(body: Payload) -> Asked | None:
    """What the list shows, if that is the window in which somebody has pressed something."""
    view = body.get("view") or {}
    return asked_in(view) if view.get("callback_id") == LIST else None


def entered_in(view: Payload) -> Entered:
    """What stands in the fields."""
    fields = Fields(view)
    chosen = fields.option(form.KIND)
    clock = fields.text(form.AT)
    return Entered(
        kind=OccasionKind(chosen) if chosen in set(OccasionKind) else kept_in(view).kind,
        client=_client(fields),
        new_name=fields.text(form.NEW_NAME),
        day=fields.day(form.DAY),
        at=time.fromisoformat(clock) if clock else None,
        name=fields.text(form.NAME),
        place=fields.text(form.PLACE),
        phone=fields.text(form.PHONE),
        number=fields.text(form.NUMBER),
        amount=fields.text(form.AMOUNT),
        link=fields.text(form.LINK),
    )


def choice_of(entered: Entered, kept: Kept) -> choices.Choice:
    """Whose it is."""
    if kept.client:
        return choices.Choice(client_id=kept.client)
    return choices.read(str(entered.client["value"]) if entered.client else None)


def as_entered(occasion: Occasion, zone: str) -> Entered:
    """What is known of one, as its fields show it on the client's clock: to the minute."""
    details, local = occasion.details, occasion.at.astimezone(zone_of(zone)) if occasion.at else None
    return Entered(
        kind=occasion.kind,
        day=local.date() if local else occasion.day,
        at=local.time().replace(second=0, microsecond=0, fold=0) if local else None,
        name=details.name,
        place=details.place,
        phone=details.phone,
        number=details.number,
        amount=as_typed(details.amount) if details.amount else "",
        link=details.link,
    )


def _client(fields: Fields) -> Block | None:
    """The chosen option built anew: Slack adds to what it hands out."""
    chosen = fields.of_action(form.CLIENT).get("selected_option") or {}
    if not chosen.get("value"):
        return None
    words = {name: str((chosen.get(name) or {}).get("text") or "") for name in ("text", "description")}
    return option(words["text"], str(chosen["value"]), words["description"])
