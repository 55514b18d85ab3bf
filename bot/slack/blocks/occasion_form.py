"""The form for an appointment, a payment, a document or a new client: one that changes with the kind."""

from dataclasses import dataclass
from datetime import date, time

from bot.domain.occasion import MAX_DETAIL, MAX_REF, OccasionKind
from bot.flows.occasions.checking import MAX_CLIENT_NAME
from bot.slack.blocks.elements import Block, context, mrkdwn, option, plain, section
from bot.slack.blocks.inputs import clock, day, heard, modal, searched, select, text_input
from bot.slack.blocks.occasion_words import KINDS

CALLBACK = "occasion_form"
KIND, CLIENT, NEW_NAME = "occasion_kind", "occasion_client", "occasion_new_name"
DAY, AT = "occasion_day", "occasion_at"
NAME, PLACE, PHONE = "occasion_name", "occasion_place", "occasion_phone"
NUMBER, AMOUNT, LINK = "occasion_number", "occasion_amount", "occasion_link"

# Whom the amount, the number and so on are told by, in the order in which they stand.
FIELDS = {
    OccasionKind.APPOINTMENT: (NAME, DAY, AT, PLACE, PHONE),
    OccasionKind.PAYMENT: (NUMBER, AMOUNT, DAY, LINK, NAME),
    OccasionKind.DOCUMENT: (NAME, LINK),
    OccasionKind.NEW_CLIENT: (LINK,),
}
_NAME_LABELS = {
    OccasionKind.APPOINTMENT: ("What", "Such as Check-up", "The client reads it where a template says so."),
    OccasionKind.PAYMENT: ("What for", "Such as Cleaning in October", ""),
    OccasionKind.DOCUMENT: ("Document", "Such as Deed of sale", ""),
}
_LINK_LABELS = {
    OccasionKind.PAYMENT: ("Where to pay", "https://"),
    OccasionKind.DOCUMENT: ("Where to read it", "https://"),
    OccasionKind.NEW_CLIENT: ("Your portal for clients", "https://"),
}


@dataclass(frozen=True)
class Entered:
    """What stands in the fields, as it was typed. ``day`` and ``at`` are on the client's clock."""

    kind: OccasionKind
    client: Block | None = None
    new_name: str = ""
    day: date | None = None
    at: time | None = None
    name: str = ""
    place: str = ""
    phone: str = ""
    number: str = ""
    amount: str = ""
    link: str = ""


@dataclass(frozen=True)
class OccasionForm:
    """What the form shows. ``whose`` says on whose clock the time is. ``foretold``: what would go, and when,
    a line each, escaped; ``notice``: what there is to say of what was typed. ``client_name`` stands where the
    client cannot be chosen any more. ``kept`` goes with it as private metadata."""

    entered: Entered
    whose: str
    foretold: tuple[str, ...] = ()
    notice: str = ""
    client_name: str = ""
    kept: str = ""

    @property
    def is_change(self) -> bool:
        """Whether it changes one that is known: its kind and its client stay."""
        return bool(self.client_name)


def occasion_form(form: OccasionForm) -> Block:
    """The form; nothing is kept before it is submitted."""
    entered = form.entered
    blocks = [
        *([section(plain(form.notice), block_id="notice")] if form.notice else []),
        *(_fixed(form) if form.is_change else _free(entered)),
        *(_field(name, form) for name in FIELDS[entered.kind]),
        *_foretold(form),
    ]
    title = f"Change {_SHORT[entered.kind]}" if form.is_change else "Set a reminder"
    submit = "Save" if form.is_change else "Set"
    return modal(title, CALLBACK, blocks, submit=submit, close="Cancel", kept=form.kept)


_SHORT = {
    OccasionKind.APPOINTMENT: "appointment",
    OccasionKind.PAYMENT: "payment",
    OccasionKind.DOCUMENT: "document",
    OccasionKind.NEW_CLIENT: "new client",
}


def _fixed(form: OccasionForm) -> list[Block]:
    return [section(plain(f"{KINDS[form.entered.kind]} of {form.client_name}"), block_id="of")]


def _free(entered: Entered) -> list[Block]:
    kinds = [option(label, kind.value) for kind, label in KINDS.items()]
    client = searched(CLIENT, "Client", entered.client, "Name, company or number", least=1)
    new = text_input(
        NEW_NAME, "Name of the new client", value=entered.new_name, most=MAX_CLIENT_NAME, optional=True
    )
    is_new = entered.client is not None and str(entered.client["value"]).startswith("new:")
    return [
        heard(select(KIND, "What it is", kinds, value=entered.kind.value)),
        heard(client | {"optional": False}),
        *([new] if is_new else []),
    ]


def _field(name: str, form: OccasionForm) -> Block:
    entered = form.entered
    if name == DAY:
        return _day(form)
    if name == AT:
        at = f"{entered.at:%H:%M}" if entered.at else ""
        return heard(clock(AT, "Time", at, form.whose))
    return _TEXTS[name](entered)


def _day(form: OccasionForm) -> Block:
    is_payment = form.entered.kind is OccasionKind.PAYMENT
    hint = "A day on the client's own calendar." if is_payment else ""
    label = "Due on" if is_payment else "Day"
    return heard(day(DAY, label, hint, value=form.entered.day, optional=False))


def _name(entered: Entered) -> Block:
    label, placeholder, hint = _NAME_LABELS[entered.kind]
    return text_input(
        NAME,
        label,
        value=entered.name,
        placeholder=placeholder,
        hint=hint,
        most=MAX_DETAIL,
        optional=entered.kind is not OccasionKind.DOCUMENT,
    )


def _link(entered: Entered) -> Block:
    label, placeholder = _LINK_LABELS[entered.kind]
    return text_input(
        LINK, label, value=entered.link, placeholder=placeholder, most=MAX_DETAIL, optional=True
    )


def _place(entered: Entered) -> Block:
    placeholder = "Such as 12 Harbor Street, second floor"
    return text_input(
        PLACE, "Where", value=entered.place, placeholder=placeholder, most=MAX_DETAIL, optional=True
    )


def _phone(entered: Entered) -> Block:
    return text_input(
        PHONE,
        "Number to call to move it",
        value=entered.phone,
        placeholder="Such as +1 202-555-0100",
        most=40,
        optional=True,
    )


def _number(entered: Entered) -> Block:
    return text_input(
        NUMBER,
        "Invoice number",
        value=entered.number,
        placeholder="Such as 2041",
        most=MAX_REF,
        optional=True,
    )


def _amount(entered: Entered) -> Block:
    return text_input(
        AMOUNT,
        "Amount",
        value=entered.amount,
        placeholder="Such as 120, $1,200.50 or 49.90 EUR",
        most=40,
        optional=True,
    )


_TEXTS = {NAME: _name, PLACE: _place, PHONE: _phone, NUMBER: _number, AMOUNT: _amount, LINK: _link}


_NOT_YET = "Nothing is kept or sent before you submit this. Each text is checked again when it goes."


def _foretold(form: OccasionForm) -> list[Block]:
    if not form.foretold:
        return []
    return [
        section(mrkdwn("\n".join(form.foretold)), block_id="foretold"),
        context(plain(_NOT_YET)),
    ]
