"""A template filled in for one client, in their language."""

from datetime import date
from decimal import Decimal

from bot.domain.message_template import MessageTemplate, Reach, Variant
from bot.domain.money import Money
from bot.flows.message_templates.fill import fill
from tests.support.world import CLOCK_START

HELLO = MessageTemplate(
    "T1",
    "Hello",
    Reach.SMS,
    (Variant("", "Hi {{ first_name }}, ask for {{ doctor }}."), Variant("es", "Hola {{ first_name }}.")),
    3,
    CLOCK_START,
)
VALUES = {"first_name": "Jane"}


def test_the_words_are_those_of_the_client_s_language() -> None:
    filled = fill(HELLO, "es", VALUES)

    assert filled.text == "Hola Jane."
    assert (filled.made_from.template_id, filled.made_from.version, filled.made_from.language) == (
        "T1",
        3,
        "es",
    )


def test_another_language_gets_the_first_words_and_what_nobody_knows_is_asked_for() -> None:
    assert fill(HELLO, "de", VALUES).missing == ("doctor",)
    assert fill(HELLO, "de", VALUES).text == ""
    assert fill(HELLO, "de", VALUES, {"doctor": "Dr. Wu"}).text == "Hi Jane, ask for Dr. Wu."


DUE = MessageTemplate(
    "T2",
    "Due",
    Reach.ALL,
    (
        Variant("", "{{ invoice_amount }} on {{ due_date }}"),
        Variant("es", "{{ invoice_amount }}, {{ due_date }}"),
    ),
    1,
    CLOCK_START,
)
OWED = {"invoice_amount": Money(Decimal("1234.50"), "EUR"), "due_date": date(2026, 11, 30)}


def test_amounts_and_days_are_written_as_the_words_are() -> None:
    assert fill(DUE, "es", OWED).text == "1.234,50 €, 30 nov 2026"
    # Words for whatever language a client speaks.
    assert fill(DUE, "de", OWED).text == "1.234,50 € on 30.11.2026"
    assert fill(DUE, "", OWED).text == "€1,234.50 on Nov 30, 2026"
