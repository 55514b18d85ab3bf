"""The form in which a client is written down: a new one, or one there is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.domain.client_record import (
    MAX_KIND,
    MAX_NAME,
    MAX_NOTES,
    MAX_ORDER,
    MAX_TAG,
    MOST_TAGS,
    ClientRecord,
    digests,
)
from bot.domain.languages import name_of
from bot.domain.whatsapp_id import MAX_TYPED
from bot.flows.clients.typed_addresses import IDENTITY, NUMBER
from bot.slack import windows
from bot.slack.blocks.elements import Block, option
from bot.slack.blocks.inputs import (
    modal,
    moment,
    person,
    searched,
    select,
    several_searched,
    text_input,
)

CREATE_CALLBACK, EDIT_CALLBACK = "client_create", "client_edit"
NAME, KIND, COMPANY, LANGUAGE, ZONE = "name", "kind", "company", "language", "time_zone"
TAGS, OWNER, NOTES = "tags", "owner", "notes"
APPOINTMENT, ORDER = "next_appointment", "last_order"
OTHER_KIND = "other_kind"
_STATUS = "A client who texts STATUS is told this."


@dataclass(frozen=True)
class Start:
    """What stands in the form at first; ``number`` and ``identity`` are only asked of a new client.
    ``origin``: where the form was opened, for whoever must know of it afterwards."""

    record: ClientRecord
    kinds: Sequence[str]
    number: str = ""
    identity: str = ""
    origin: str = ""


def create_form(start: Start) -> Block:
    """The form for a new client."""
    name, *rest = _fields(start)
    blocks = [name, *_addresses(start), *rest]
    kept = windows.remember(origin=start.origin)
    return modal("New client", CREATE_CALLBACK, blocks, submit="Create", close="Cancel", kept=kept)


def edit_form(client_id: str, start: Start, over: str = "") -> Block:
    """The form for one there is, with what tells whether somebody else has changed a field meanwhile."""
    kept = windows.remember(client=client_id, over=over, seen=digests(start.record))
    return modal("Edit client", EDIT_CALLBACK, _fields(start), submit="Save", close="Cancel", kept=kept)


def seen_in(kept: Mapping[str, object]) -> dict[str, str]:
    """The digests that a form carries."""
    seen = kept.get("seen")
    return {str(name): str(value) for name, value in seen.items()} if isinstance(seen, dict) else {}


def zone_option(zone: str, local: str = "") -> Block:
    """A time zone, with what its clocks show now if that is given."""
    return option(f"{zone} · {local}" if local else zone, zone)


def language_option(code: str) -> Block:
    """A language by its code."""
    return option(name_of(code), code)


def tag_option(tag: str, *, new: bool = False) -> Block:
    """A tag; a new one is made by choosing it."""
    return option(f"New tag: {tag}" if new else tag, tag)


def _fields(start: Start) -> list[Block]:
    record = start.record
    return [
        text_input(NAME, "Name", value=record.name, most=MAX_NAME),
        *_kind(start),
        text_input(COMPANY, "Company", value=record.company, most=MAX_NAME, optional=True),
        person(OWNER, "Owner", record.owner or "", "Who looks after the client.", optional=True),
        several_searched(
            TAGS,
            "Tags",
            [tag_option(tag) for tag in record.tags],
            "Choose tags, or type a new one",
            MOST_TAGS,
            f"At most {MAX_TAG} characters each. Routing can send a tag's clients to a channel of their own.",
        ),
        searched(
            LANGUAGE,
            "Language",
            language_option(record.language) if record.language else None,
            "Such as Spanish",
        ),
        searched(
            ZONE,
            "Time zone",
            zone_option(record.time_zone) if record.time_zone else None,
            "Such as Denver",
            hint="Quiet hours follow it. Leave it empty to take it from the number.",
        ),
        moment(APPOINTMENT, "Next appointment", record.next_appointment, _STATUS),
        text_input(
            ORDER,
            "Last order",
            value=record.last_order,
            placeholder="Such as: order 1042, shipped on Monday",
            most=MAX_ORDER,
            hint=_STATUS,
            optional=True,
        ),
        text_input(
            NOTES,
            "Notes",
            value=record.notes,
            most=MAX_NOTES,
            hint="For the team: they never go to a client.",
            optional=True,
            multiline=True,
        ),
    ]


def _kind(start: Start) -> tuple[Block, Block]:
    kinds = list(dict.fromkeys([*start.kinds, start.record.kind]))
    options = [option(kind[:1].upper() + kind[1:], kind) for kind in kinds]
    return (
        select(KIND, "Kind", options, value=start.record.kind),
        text_input(
            OTHER_KIND,
            "Or another kind",
            placeholder="A word of your own, such as notary",
            most=MAX_KIND,
            optional=True,
        ),
    )


def _addresses(start: Start) -> tuple[Block, Block]:
    return (
        text_input(
            NUMBER,
            "Phone number",
            value=start.number,
            placeholder="Such as +1 202-555-0123",
            hint="Of any country. More can be added afterwards, with Numbers.",
            most=40,
            optional=True,
        ),
        text_input(
            IDENTITY,
            "WhatsApp identity",
            value=start.identity,
            placeholder="Such as US.13491208655302741918",
            hint="Only for somebody whom WhatsApp shows without a number.",
            most=MAX_TYPED,
            optional=True,
        ),
    )
