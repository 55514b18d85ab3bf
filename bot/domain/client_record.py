"""What a team writes down of a client: read from a form, bounded, and compared with what somebody else wrote
meanwhile."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from datetime import datetime
from typing import Any

from bot.domain.client import DEFAULT_KIND, Client
from bot.domain.languages import languages
from bot.domain.occasion import MOST_AHEAD, TOO_FAR
from bot.domain.storable import storable
from bot.domain.zone_search import is_known_zone

MAX_NAME, MAX_KIND, MAX_ORDER, MAX_NOTES = 100, 40, 200, 3000
MAX_TAG, MOST_TAGS = 40, 20
# Enough to tell two values of one field apart; eleven of them go along with a form.
_DIGEST = 10


@dataclass(frozen=True)
class ClientRecord:
    """Everything of a client that a form can change. The fields are named as the form's are.

    ``notes`` stay inside: they never go to a client. ``next_appointment`` (UTC) is the time of the client's
    next appointment, which is an occasion of its own; that or ``last_order`` is what STATUS answers.
    ``time_zone`` None: whatever the number says.
    """

    name: str
    kind: str = DEFAULT_KIND
    company: str = ""
    language: str = ""
    time_zone: str | None = None
    tags: tuple[str, ...] = ()
    owner: str | None = None
    notes: str = ""
    next_appointment: datetime | None = None
    last_order: str = ""


FIELDS = tuple(field.name for field in fields(ClientRecord))
LABELS = {
    "name": "name",
    "kind": "kind",
    "company": "company",
    "language": "language",
    "time_zone": "time zone",
    "tags": "tags",
    "owner": "owner",
    "notes": "notes",
    "next_appointment": "next appointment",
    "last_order": "last order",
}


def record_of(client: Client, next_appointment: datetime | None = None) -> ClientRecord:
    """What is written down of a client now; ``next_appointment`` (UTC) is the time of the next occasion of
    that kind."""
    return ClientRecord(
        name=client.name,
        kind=client.kind,
        company=client.company,
        language=client.language,
        time_zone=client.time_zone,
        tags=client.tags,
        owner=client.owner,
        notes=client.notes,
        next_appointment=next_appointment,
        last_order=client.last_order,
    )


def tidy(typed: ClientRecord) -> ClientRecord:
    """The same without stray blanks, and without what no database can keep; lines only in the notes."""
    tags: dict[str, str] = {}
    for tag in typed.tags:
        if line := _line(tag):
            tags.setdefault(line.casefold(), line)
    return replace(
        typed,
        name=_line(typed.name),
        kind=_line(typed.kind) or DEFAULT_KIND,
        company=_line(typed.company),
        tags=tuple(tags.values()),
        owner=typed.owner or None,
        time_zone=typed.time_zone or None,
        notes=storable(typed.notes).strip(),
        last_order=_line(typed.last_order),
    )


def problems(record: ClientRecord, now: datetime) -> dict[str, str]:
    """A sentence for each field of a tidy record that cannot be so, by field."""
    found: dict[str, str] = {}
    for name, most in (("name", MAX_NAME), ("kind", MAX_KIND), ("company", MAX_NAME), ("notes", MAX_NOTES)):
        if len(getattr(record, name)) > most:
            found[name] = f"At most {most:,} characters fit here."
    if not record.name:
        found["name"] = "A client needs a name."
    if len(record.last_order) > MAX_ORDER:
        found["last_order"] = f"At most {MAX_ORDER} characters fit here."
    if record.language and record.language not in languages():
        found["language"] = "Choose a language from the list."
    if record.time_zone and not is_known_zone(record.time_zone):
        found["time_zone"] = "Choose a time zone from the list."
    if len(record.tags) > MOST_TAGS:
        found["tags"] = f"A client has at most {MOST_TAGS} tags."
    elif any(len(tag) > MAX_TAG for tag in record.tags):
        found["tags"] = f"A tag has at most {MAX_TAG} characters."
    if record.next_appointment and record.next_appointment <= now:
        found["next_appointment"] = "That moment is over. Choose a later one, or none."
    elif record.next_appointment and record.next_appointment - now > MOST_AHEAD:
        found["next_appointment"] = TOO_FAR
    return found


def digests(record: ClientRecord) -> dict[str, str]:
    """What tells each field's value from any other, without holding it: goes along with a form."""
    return {name: _digest(value) for name, value in asdict(record).items()}


@dataclass(frozen=True)
class Merged:
    """``record`` is what is to be kept, ``changed`` are the fields that somebody has changed with the form.

    ``contested``: fields that somebody else has changed to something else meanwhile.
    """

    record: ClientRecord
    changed: tuple[str, ...]
    contested: tuple[str, ...]


def merged(typed: ClientRecord, seen: Mapping[str, str], current: ClientRecord) -> Merged:
    """Put what was typed into a form over what stands there now.

    ``seen`` are the digests of what the form showed: a field left as it was shown is not a change, so that
    what somebody else has written there meanwhile stays.
    """
    mine, theirs = digests(typed), digests(current)
    changed = [name for name in FIELDS if mine[name] not in (seen.get(name), theirs[name])]
    contested = tuple(name for name in changed if theirs[name] != seen.get(name))
    kept = replace(current, **{name: getattr(typed, name) for name in changed})
    return Merged(kept, tuple(changed), contested)


def _digest(value: Any) -> str:
    if isinstance(value, tuple):
        value = sorted(value)
    # A form keeps no seconds of a moment.
    if isinstance(value, datetime):
        value = int(value.timestamp()) // 60
    written = json.dumps(value, ensure_ascii=False)
    return hashlib.blake2s(written.encode("utf-8", "replace")).hexdigest()[:_DIGEST]


def _line(text: str) -> str:
    return " ".join(storable(text).split())
