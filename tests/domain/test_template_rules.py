"""What WhatsApp asks of a template, found before it is handed in."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.template import Category, ListItem, TemplateKind
from bot.domain.template_draft import Button, ButtonKind, TemplateDraft
from bot.domain.template_languages import in_order, name_of
from bot.domain.template_rejection import plain_reason
from bot.domain.template_rules import blank_names, mistakes, name_from, warnings
from bot.providers.twilio.drafts import types_of
from bot.sandbox.twilio.content import Content
from bot.sandbox.twilio.content_rules import check, missing_samples, review

GOOD = TemplateDraft(
    name="see_you",
    language="en_US",
    category=Category.UTILITY,
    kind=TemplateKind.TEXT,
    body="Hi {{1}}, we see you on {{2}} as agreed.",
    samples=(("1", "Jane"), ("2", "Monday")),
)
YES, NO = (Button(ButtonKind.QUICK_REPLY, title) for title in ("Yes", "No"))
BOOK = Button(ButtonKind.URL, "Book online", "https://harbor.example/book")
CALL = Button(ButtonKind.PHONE, "Call us", "+1 202-555-0100")
SAMPLE = "https://harbor.example/map.png"
REPLIES = replace(GOOD, kind=TemplateKind.QUICK_REPLY, buttons=(YES, NO))
LINKS = replace(GOOD, kind=TemplateKind.CALL_TO_ACTION, buttons=(BOOK, CALL))
MEDIA = replace(GOOD, kind=TemplateKind.MEDIA, media=SAMPLE)
CARD = replace(GOOD, kind=TemplateKind.CARD, header="Harbor Clinic", buttons=(YES, NO, BOOK))
ROWS = (ListItem("1", "Morning", "Until noon"), ListItem("2", "Afternoon"))
LIST = replace(GOOD, kind=TemplateKind.LIST, items=ROWS, list_button="Times")


@pytest.mark.parametrize("draft", [GOOD, REPLIES, LINKS, MEDIA, CARD, LIST])
def test_each_kind_can_be_handed_in(draft: TemplateDraft) -> None:
    assert mistakes(draft) == {}


def body(text: str) -> TemplateDraft:
    return replace(GOOD, body=text)


def with_url(url: str) -> TemplateDraft:
    samples = (*GOOD.samples, ("3", "jane"))
    return replace(LINKS, buttons=(replace(BOOK, target=url),), samples=samples)


def replies(*titles: str) -> TemplateDraft:
    return replace(REPLIES, buttons=tuple(Button(ButtonKind.QUICK_REPLY, title) for title in titles))


@pytest.mark.parametrize(
    ("draft", "part", "words"),
    [
        (replace(GOOD, name="See you"), "name", "lower-case"),
        (replace(GOOD, name=""), "name", "lower-case"),
        (replace(GOOD, name="é"), "name", "lower-case"),
        (replace(GOOD, name="a" * 513), "name", "512"),
        (replace(GOOD, language="tlh"), "language", "languages that WhatsApp takes"),
        (replace(GOOD, category=Category.AUTHENTICATION), "category", "Only utility and marketing"),
        (replace(GOOD, kind=TemplateKind.OTHER), "kind", "cannot be made here"),
        (body("  "), "body", "Write what the client will read"),
        (body("x" * 1025), "body", "1,024 characters here; these are 1,025"),
        (body("{{1}}, we see you on {{2}} as agreed."), "body", "at the very beginning"),
        (body("Hi, dear client {{1}}, we see you on {{2}} "), "body", "at the very end"),
        (body("Hi dear {{1}} {{2}}, we see you as agreed."), "body", "side by side"),
        (body("Hi {{1}}, on {{2}} or"), "body", "WhatsApp asks for 5 or more, and these are 3"),
        (body("Hi {{1}}, we see you on {{3}} as agreed."), "body", "these are {{1}}, {{3}}"),
        (body("Hi {{name}}, we see you on {{2}} as agreed."), "body", "in two pairs of braces"),
        (body("Hi {{ 1 }}, we see you on {{2}} as agreed."), "body", "in two pairs of braces"),
        (body("Hi {{1}, we see you on {{2}} as agreed."), "body", "in two pairs of braces"),
        (body("Hi {{1}}, we see you.\n\n\nOn {{2}} as agreed."), "body", "two empty lines"),
        (body("Hi {{1}}, we\tsee you on {{2}} as agreed."), "body", "no tabs"),
        (body("Hi {{1}}, we     see you on {{2}} as agreed."), "body", "five spaces"),
        (body("Hi {{1}}, we see you on {{2}} as agreed " + "🙂" * 11), "body", "10 emoji"),
        (replace(GOOD, header="x" * 61), "header", "60 characters"),
        (replace(GOOD, header="Two\nlines"), "header", "one line"),
        (replace(GOOD, header="Hello 👋"), "header", "no emoji"),
        (replace(GOOD, header="*Hello*"), "header", "no formatting"),
        (replace(GOOD, header="{{1}} and {{2}}"), "header", "one blank here"),
        (replace(CARD, media=SAMPLE), "header", "either a line or a file"),
        (replace(LIST, header="Times"), "header", "A list has no line above"),
        (replace(GOOD, footer="x" * 61), "footer", "60 characters"),
        (replace(GOOD, footer="{{1}}"), "footer", "no blank here"),
        (replace(GOOD, footer="Bye 🇬🇧"), "footer", "no emoji"),
        (replace(LIST, footer="Bye"), "footer", "A list has no line below"),
        (replace(MEDIA, media=""), "media", "Give the address of a sample"),
        (replace(MEDIA, media="http://harbor.example/map.png"), "media", "https://"),
        (replace(MEDIA, media="https://harbor.example/map"), "media", "what kind of file"),
        (replace(MEDIA, media="https://harbor.example/{{1}}.png"), "media", "without a blank"),
        (replace(MEDIA, media="https://127.0.0.1/map.png"), "media", "public web"),
        (replace(MEDIA, media="https://10.1.2.3/map.png"), "media", "public web"),
        (replace(MEDIA, media="https://printer.local/map.png"), "media", "public web"),
        (replace(MEDIA, media="https://me:secret@harbor.example/map.png"), "media", "public web"),
        (replace(MEDIA, media="https://[::1/map.png"), "media", "https://"),
        (replace(GOOD, media=SAMPLE), "media", "Only a template with a file"),
        (replace(GOOD, buttons=(YES,)), "buttons", "has no buttons"),
        (replace(REPLIES, buttons=()), "buttons", "Add a button"),
        (replace(REPLIES, buttons=(YES, BOOK)), "buttons", "Only quick replies"),
        (replace(LINKS, buttons=(YES, BOOK)), "buttons", "Quick replies do not"),
        (replace(LINKS, buttons=(BOOK,) * 3), "buttons", "2 buttons at most that open"),
        (replace(LINKS, buttons=(CALL, CALL)), "buttons", "one button at most that calls"),
        (replace(CARD, buttons=(YES, BOOK, NO)), "buttons", "Put the quick replies together"),
        (replace(CARD, header="", buttons=()), "buttons", "needs more than words"),
        (replies(*map(str, range(11))), "buttons", "10 buttons at most"),
        (replies("x" * 21), "buttons", "20 characters"),
        (replies("Yes", "yes"), "buttons", "Two buttons say the same"),
        (replies(" "), "buttons", "Write what stands on it"),
        (replies("On {{1}}"), "buttons", "no blank on a button"),
        (replies("Yes 👍"), "buttons", "no emoji"),
        (replace(LINKS, buttons=(replace(BOOK, title="x" * 26),)), "buttons", "25 characters"),
        (replace(LINKS, buttons=(replace(CALL, target="202-555-0100"),)), "buttons", "country code"),
        (replace(LINKS, buttons=(replace(CALL, target="+12"),)), "buttons", "phone number"),
        (with_url("harbor.example"), "buttons", "https://"),
        (with_url("https://harbor.example/{{3}}/book"), "buttons", "at its end"),
        (with_url("https://harbor.example/{{1}}/{{3}}"), "buttons", "one blank in an address"),
        (with_url("https://{{3}}"), "buttons", "https://"),
        (with_url("https://localhost/book"), "buttons", "public web"),
        (with_url("https://harbor.example/a book"), "buttons", "https://"),
        (replace(LIST, items=()), "items", "Add a row"),
        (replace(LIST, items=ROWS * 6), "items", "10 rows"),
        (replace(LIST, items=(ListItem("1", "x" * 25),)), "items", "24 characters"),
        (replace(LIST, items=(ListItem("1", "a", "x" * 73),)), "items", "72 characters"),
        (replace(LIST, items=(ListItem("1", "a"), ListItem("2", "A"))), "items", "Two rows say the same"),
        (replace(GOOD, items=ROWS), "items", "Only a list has rows"),
        (replace(LIST, list_button=""), "list_button", "opens the list"),
        (replace(LIST, list_button="x" * 21), "list_button", "20 characters"),
        (replace(GOOD, samples=GOOD.samples[:1]), "sample:2", "Give an example"),
        (replace(GOOD, samples=(("1", "a\nb"), ("2", "b"))), "sample:1", "one line"),
        (replace(GOOD, samples=(("1", "{{2}}"), ("2", "b"))), "sample:1", "one line"),
        (
            replace(
                body("Hi {{1}}, on {{2}} as agreed. " + "x" * 950), samples=(("1", "y" * 90), ("2", "b"))
            ),
            "body",
            "With the examples",
        ),
    ],
)
def test_what_whatsapp_would_not_take_is_said_at_its_part(
    draft: TemplateDraft, part: str, words: str
) -> None:
    found = mistakes(draft)
    assert words in found[part]
    assert all(sentence.endswith(".") for sentence in found.values())


def test_an_address_may_end_with_a_blank() -> None:
    assert mistakes(with_url("https://harbor.example/book/{{3}}")) == {}


def test_blanks_are_asked_for_in_the_order_of_their_numbers() -> None:
    many = " ".join(f"word word word {{{{{number}}}}}" for number in (10, 2, 1))
    assert blank_names(replace(GOOD, body=many, header="{{3}}")) == ("1", "2", "3", "10")


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("See you!", "see_you"),
        ("  Order  No. 7 ", "order_no_7"),
        ("_x_", "x"),
        ("Grüße", "grusse"),
        ("!", ""),
    ],
)
def test_a_name_is_made_from_what_is_typed(typed: str, name: str) -> None:
    assert name_from(typed) == name


@given(st.text(max_size=600))
def test_a_name_that_is_made_is_one_that_whatsapp_takes_or_none(typed: str) -> None:
    name = name_from(typed)
    assert not name or "name" not in mistakes(replace(GOOD, name=name))


def test_marketing_does_not_arrive_in_the_united_states_and_that_is_said() -> None:
    assert "United States" in warnings(replace(GOOD, category=Category.MARKETING))[0]
    assert warnings(GOOD) == ()


def test_languages_are_named_and_offered_by_name() -> None:
    assert (name_of("en_US"), name_of("fil")) == ("English (US)", "Filipino")
    names = [name_of(code) for code in in_order()]
    assert names == sorted(names)
    assert len(names) <= 100


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ("TAG_CONTENT_MISMATCH", "do not fit its category or its language"),
        ("invalid format", "Its form is wrong"),
        ("NONE", ""),
        ("The  sample is\nmissing.", "The sample is missing."),
    ],
)
def test_a_reason_is_told_in_words(told: str, words: str) -> None:
    assert words in plain_reason(told)
    assert bool(plain_reason(told)) is bool(words)


_WORDS = st.sampled_from(
    [
        *("Hi ", "we see you ", "on ", "{{1}}", "{{2}}", "{{3}}", " ", "\n", "🙂", ".", "*", "{{", "}}"),
        "x" * 30,
    ]
)
_TEXTS = st.lists(_WORDS, max_size=14).map("".join)
_BUTTONS = st.lists(st.sampled_from([YES, NO, BOOK, CALL, replace(YES, title="x" * 21)]), max_size=4)


@given(
    kind=st.sampled_from(list(TemplateKind)),
    text=_TEXTS,
    header=_TEXTS,
    footer=_TEXTS,
    buttons=_BUTTONS,
    media=st.sampled_from(["", SAMPLE]),
    items=st.sampled_from([(), ROWS]),
)
def test_what_has_no_mistake_is_taken_and_approved(
    kind: TemplateKind,
    text: str,
    header: str,
    footer: str,
    buttons: list[Button],
    media: str,
    items: tuple[ListItem, ...],
) -> None:
    samples = tuple((str(number), "Jane") for number in range(1, 4))
    draft = replace(
        GOOD,
        kind=kind,
        body=text,
        header=header,
        footer=footer,
        buttons=tuple(buttons),
        media=media,
        items=items,
        list_button="Times" if items else "",
        samples=samples,
    )
    if mistakes(draft):
        return
    types, variables = check(dict(types_of(draft)), dict(samples))
    content = Content("HX1", draft.name, types, variables, status="received")
    assert missing_samples(content) == []
    assert review(content, "approved") == "approved", content.rejection_reason
