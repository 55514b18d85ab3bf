"""Templates: their blanks, what may stand in them, and to whom they may go."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.template import (
    Approval,
    Category,
    ListItem,
    SentTemplate,
    Template,
    TemplateKind,
    Variable,
    blanks_in,
    filled_in,
    in_order,
    matching,
    mistakes,
    use,
    why_not,
    with_samples,
)
from bot.domain.template_reach import country_of, is_open, why_not_to

BODY = "Hi {{1}}, we see you on {{ 2 }}."
REMINDER = Template(
    id="HX1",
    name="appointment_reminder",
    language="en",
    category=Category.UTILITY,
    kind=TemplateKind.QUICK_REPLY,
    body=BODY,
    variables=(Variable("1", "Jane"), Variable("2", "Monday")),
    buttons=("Yes, {{1}}", "No"),
    media=("https://harbor.example/{{2}}.png",),
    approval=Approval.APPROVED,
)
AMERICAN, CANADIAN, BRITISH = "+12025550123", "+14165550123", "+447700900123"


def test_blanks_are_named_once_in_the_order_in_which_they_are_read() -> None:
    assert blanks_in(["{{b}} {{a}}", "{{ b }} {{c.d}} {{}} {x}"]) == ("b", "a", "c.d")


@pytest.mark.parametrize(
    ("values", "text"),
    [
        ({"1": "Ann", "2": "Tuesday"}, "Hi Ann, we see you on Tuesday."),
        ({"1": "Ann"}, "Hi Ann, we see you on {{ 2 }}."),
        ({"1": "{{2}}", "2": "x"}, "Hi {{2}}, we see you on x."),
        ({"1": r"\1", "2": ""}, r"Hi \1, we see you on {{ 2 }}."),
    ],
)
def test_a_text_is_filled_in_as_far_as_there_are_values(values: dict[str, str], text: str) -> None:
    assert filled_in(BODY, values) == text


def test_a_used_template_holds_its_values_and_what_stands_around_the_text() -> None:
    sent = use(REMINDER, {"1": " Ann ", "2": "friday", "3": "more"})
    assert sent == SentTemplate(
        id="HX1",
        name="appointment_reminder",
        variables=(("1", "Ann"), ("2", "friday")),
        buttons=("Yes, Ann", "No"),
        media=("https://harbor.example/friday.png",),
        language=REMINDER.language,
        kind=REMINDER.kind,
    )


def test_samples_stand_where_nothing_is_written_yet() -> None:
    assert with_samples(REMINDER, {"1": " ", "2": "Friday"}) == {"1": "Jane", "2": "Friday"}


@pytest.mark.parametrize("value", ["", "  ", "a\nb", "a\tb", "a     b", "x" * 1601])
def test_what_whatsapp_does_not_take_is_said_at_its_blank(value: str) -> None:
    assert set(mistakes(REMINDER, {"1": value, "2": "Monday"})) == {"1"}


@pytest.mark.parametrize("value", ["x", "a    b", "x" * 1600, " Ann\n"])
def test_everything_else_can_go(value: str) -> None:
    assert mistakes(REMINDER, {"1": value, "2": "Monday"}) == {}


def test_a_blank_that_is_left_out_is_a_mistake() -> None:
    assert set(mistakes(REMINDER, {})) == {"1", "2"}


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({}, ""),
        ({"approval": Approval.PENDING}, "not approved it yet"),
        ({"approval": Approval.REJECTED}, "rejected"),
        ({"approval": Approval.PAUSED}, "paused"),
        ({"approval": Approval.DISABLED}, "switched it off"),
        ({"approval": Approval.UNSUBMITTED}, "handed in"),
        ({"kind": TemplateKind.OTHER}, "cannot be sent from here yet"),
        ({"category": Category.AUTHENTICATION}, "Codes for signing in"),
    ],
)
def test_why_a_template_cannot_go(changes: dict[str, object], words: str) -> None:
    said = why_not(replace(REMINDER, **changes))  # type: ignore[arg-type]
    assert words in said
    assert bool(said) is bool(words)


@pytest.mark.parametrize(
    ("to", "category", "goes"),
    [
        (AMERICAN, Category.UTILITY, True),
        (AMERICAN, Category.MARKETING, False),
        ("US.13491208655302741918", Category.MARKETING, False),
        (CANADIAN, Category.MARKETING, True),
        (BRITISH, Category.MARKETING, True),
        ("DE.13491208655302741918", Category.MARKETING, True),
    ],
)
def test_marketing_does_not_go_to_the_united_states(to: str, category: Category, goes: bool) -> None:
    assert (why_not_to(replace(REMINDER, category=category), to) == "") is goes


@pytest.mark.parametrize(
    ("changes", "answers", "words"),
    [
        ({"approval": Approval.UNSUBMITTED}, True, ""),
        ({"approval": Approval.UNSUBMITTED}, False, "within 24 hours after the client wrote there"),
        ({"approval": Approval.UNSUBMITTED, "category": Category.MARKETING}, True, ""),
        ({"approval": Approval.UNSUBMITTED, "buttons": ("A", "B", "C")}, True, ""),
        ({"approval": Approval.UNSUBMITTED, "buttons": ("A", "B", "C", "D")}, True, "handed in"),
        ({"approval": Approval.UNSUBMITTED, "kind": TemplateKind.CARD}, True, "handed in"),
        ({"approval": Approval.UNSUBMITTED, "kind": TemplateKind.OTHER}, True, "handed in"),
        ({"approval": Approval.UNSUBMITTED, "category": Category.AUTHENTICATION}, True, "handed in"),
        ({"kind": TemplateKind.LIST}, True, ""),
        ({"kind": TemplateKind.LIST}, False, "A list only answers a client"),
        ({"kind": TemplateKind.LIST, "approval": Approval.PENDING}, True, "not approved it yet"),
        ({"approval": Approval.REJECTED}, True, "rejected"),
        ({"approval": Approval.PAUSED}, True, "paused"),
    ],
)
def test_what_may_answer_a_client_who_has_written_lately(
    changes: dict[str, object], answers: bool, words: str
) -> None:
    said = why_not_to(replace(REMINDER, **changes), BRITISH, answers=answers)  # type: ignore[arg-type]
    assert words in said
    assert bool(said) is bool(words)


def test_the_24_hours_end_to_the_second() -> None:
    wrote = datetime(2026, 11, 20, 15, 0, tzinfo=UTC)
    last = wrote + timedelta(hours=24)
    assert [is_open(each, last) for each in (None, wrote, wrote + timedelta(seconds=1))] == [
        False,
        False,
        True,
    ]


def test_everything_around_the_words_is_filled_in() -> None:
    rows = (ListItem("{{1}}", "At {{1}}", "With {{2}}"),)
    listed = replace(REMINDER, header="{{2}}", footer="Bye {{1}}", items=rows, list_button="Times {{1}}")
    sent = use(listed, {"1": "nine", "2": "Ann"})
    assert (sent.header, sent.footer, sent.list_button) == ("Ann", "Bye nine", "Times nine")
    assert sent.items == (ListItem("nine", "At nine", "With Ann"),)


def test_of_a_template_that_can_go_to_nobody_that_is_said_first() -> None:
    waits = replace(REMINDER, category=Category.MARKETING, approval=Approval.PENDING)
    assert "not approved" in why_not_to(waits, AMERICAN)


def test_an_identity_begins_with_its_country() -> None:
    assert [country_of(each) for each in (AMERICAN, CANADIAN, BRITISH, "BR.1a")] == ["US", "CA", "GB", "BR"]


def test_those_that_can_go_come_first_then_by_name() -> None:
    waits = replace(REMINDER, name="a", approval=Approval.PENDING)
    second, first = replace(REMINDER, name="Zebra"), replace(REMINDER, name="apple")
    assert in_order([waits, second, first]) == [first, second, waits]


@pytest.mark.parametrize(
    ("query", "found"),
    [("", 2), ("reminder", 1), ("Appointment_rem", 1), ("rem app", 1), ("SEE YOU", 2), ("x", 0)],
)
def test_a_template_is_found_by_its_name_or_words(query: str, found: int) -> None:
    assert len(list(matching([REMINDER, replace(REMINDER, name="other")], query))) == found
