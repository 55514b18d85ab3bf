"""The words under the text of the form."""

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.domain.segments import count
from bot.flows.outbound.preview import Preview
from bot.slack.blocks.preview import words

MORNING = datetime(2026, 11, 23, 7, 5, tzinfo=ZoneInfo("America/Denver"))


def of(text: str, **more: object) -> list[str]:
    fields: dict[str, object] = {
        "characters": len(text),
        "max_characters": 1600,
        "senders": (),
        "segments": count(text),
    }
    return words(Preview(**(fields | more)))  # type: ignore[arg-type]


def test_size_of_an_sms() -> None:
    assert of("") == ["Nothing typed yet."]
    assert of("Hello") == ["1 SMS, 155 characters left."]
    assert of("x" * 161) == ["Counts as 2 SMS, 145 characters left in the last."]
    assert of("👋")[0].startswith("1 SMS, 68 characters left. An emoji or special letter")
    assert of("👋" * 40)[0].startswith("Counts as 2 SMS, ")
    assert of("x" * 1601) == ["Too long by 1: 1,601 of 1,600 characters."]


def test_whatsapp_has_no_segments() -> None:
    assert of("Hello", segments=None, max_characters=4096) == ["5 of 4,096 characters."]


def test_clients_clock_names_its_zone_and_doubt() -> None:
    assert of("x", local_time=MORNING)[1] == "For the client it is Monday 7:05 AM (Denver time)."
    doubt = of("x", local_time=MORNING, zone_uncertain=True)[1]
    assert doubt.endswith("The area code spans several zones, so it may be another hour there.")
    assert "does not tell" in of("x", zone_uncertain=True)[1]


def test_what_stands_against_it() -> None:
    assert of("x", blocked="Jane opted out.")[1] == "Would not be sent now: Jane opted out."
