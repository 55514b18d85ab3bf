"""The words under the text of the form."""

from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from bot.domain.money import Money
from bot.domain.segments import count
from bot.flows.outbound.preview import Preview
from bot.policy.facts import BudgetState
from bot.slack.blocks.preview import words

MORNING = datetime(2026, 11, 23, 7, 5, tzinfo=ZoneInfo("America/Denver"))


def of(text: str, **more: object) -> list[str]:
    fields: dict[str, object] = {
        "characters": len(text),
        "max_characters": 1600,
        "is_empty": not text,
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


def test_cost_and_what_is_left_are_shown_where_they_are_known() -> None:
    budgets = (
        BudgetState("the whole team", Money(Decimal(50)), Money(Decimal("12.60"))),
        BudgetState("Sales", None, Money(Decimal(0)), 100, 99),
        BudgetState("Support", None, Money(Decimal(3))),
        BudgetState("Front desk", Money(Decimal(5)), Money(Decimal(9)), 10, 12),
    )
    assert of("Hello", cost=Money(Decimal("0.0158")), budgets=budgets)[1:] == [
        "Costs about $0.0158.",
        "Left this month (the whole team): $37.40.",
        "Left this month (Sales): 1 message.",
        "Left this month (Front desk): $0.00 and 0 messages.",
    ]


def test_the_line_below_the_text_is_shown() -> None:
    notice = "Harbor Clinic. Reply STOP to opt out."
    assert of("Hello", notice=notice)[-1] == f"We add below your text: “{notice}”"
