"""The posts in a client's thread."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given

from bot.domain.channel import Channel
from bot.domain.made_from import MadeFrom
from bot.domain.message import Media
from bot.domain.thread import (
    FailurePost,
    InboundPost,
    OptOutQuestion,
    OutboundPost,
    SystemPost,
    ThreadPost,
    UnconfirmedPost,
)
from bot.domain.waiting import Waiting
from bot.sandbox.slack.blocks.check import checked_message_blocks
from bot.sandbox.slack.pings import pings_of
from bot.slack.blocks.elements import Rendered
from bot.slack.blocks.posts import post
from tests.slack.test_text import TRICKY

DUE = datetime(2026, 12, 5, 4, 59, 59, tzinfo=UTC)
PICTURE = Media("https://media.example/1", "image/jpeg")
CARD_FILE = Media("https://media.example/2", "text/x-vcard")


def mrkdwn_of(rendered: Rendered) -> str:
    """All text in which Slack would look for mentions."""
    found = [rendered.text]
    for block in checked_message_blocks(rendered.blocks):
        found += [part["text"] for part in _texts(block) if part["type"] == "mrkdwn"]
    return "\n".join(found)


def plain_of(rendered: Rendered) -> list[str]:
    texts = [part for block in rendered.blocks for part in _texts(block)]
    return [part["text"] for part in texts if part["type"] == "plain_text"]


def _texts(block: dict) -> list[dict]:  # type: ignore[type-arg]
    inner = [block["text"]] if "text" in block else []
    return inner + [part for part in block.get("elements", []) if part["type"] in ("mrkdwn", "plain_text")]


def action_ids(rendered: Rendered) -> list[str]:
    rows = [block["elements"] for block in rendered.blocks if block["type"] == "actions"]
    return [element["action_id"] for row in rows for element in row]


def test_inbound_speaks_under_the_clients_name() -> None:
    rendered = post(InboundPost("Jane Doe", Channel.WHATSAPP, "Hi & bye :wave: {{7*7}}"))
    assert rendered.username == "Jane Doe"
    assert plain_of(rendered) == ["Hi & bye :wave: {{7*7}}", "WhatsApp"]
    assert rendered.text == "Hi &amp; bye :wave: {{7*7}}"


def test_inbound_files_are_told_in_words() -> None:
    rendered = post(InboundPost("Jane", Channel.MMS, "", (PICTURE, PICTURE, CARD_FILE)))
    assert plain_of(rendered) == ["(no text)", "MMS", "With 2 pictures, 1 contact"]
    assert "media.example" not in str(rendered)


def test_a_text_from_the_form_names_its_files_and_none_of_them_pings() -> None:
    said = OutboundPost("U1", Channel.MMS, "Hello", "+12025550100", files=("room.jpg", "<!channel>.pdf"))
    assert "With room.jpg, <!channel>.pdf" in plain_of(post(said))
    assert "<!channel>" not in mrkdwn_of(post(said))
    alone = OutboundPost("U1", Channel.MMS, "", "+12025550100", files=("room.jpg",))
    assert post(alone).text == "With room.jpg"


def test_inbound_keyword_note() -> None:
    assert (
        plain_of(post(InboundPost("Jane", Channel.SMS, "STOP", (), "Jane opted out.")))[-1]
        == "Jane opted out."
    )


def test_empty_inbound_says_so() -> None:
    rendered = post(InboundPost("Jane", Channel.SMS, " \n"))
    assert plain_of(rendered)[0] == "(an empty message)"
    assert rendered.text == "(an empty message)"


def test_outbound_names_author_and_sender() -> None:
    rendered = post(OutboundPost("U1", Channel.SMS, "Hello", "+12025550100"))
    assert "<@U1> sent this by SMS from +1 202-555-0100" in mrkdwn_of(rendered)
    assert plain_of(rendered) == ["Hello"]


def test_failure_explains_and_offers_a_retry() -> None:
    rendered = post(FailurePost("M1", "U1", "The phone is off.", "Try later.", "30003", "Hello", True))
    said = mrkdwn_of(rendered)
    assert "<@U1>, this message did not reach the client.\n> Hello" in said
    assert "*Why:* The phone is off. (code 30003)\n*What to do:* Try later." in said
    assert action_ids(rendered) == ["retry"]


def test_permanent_failure_offers_none() -> None:
    rendered = post(FailurePost("M1", None, "It is a landline.", "", None, "", False))
    assert action_ids(rendered) == []
    assert "What to do" not in mrkdwn_of(rendered)
    assert "(code" not in mrkdwn_of(rendered)
    assert "This message did not reach" in rendered.text


@pytest.mark.parametrize("looked_up", [True, False])
def test_unconfirmed_asks(looked_up: bool) -> None:
    rendered = post(UnconfirmedPost("M1", "U1", "Hello", looked_up))
    assert action_ids(rendered) == ["it_arrived", "send_again"]
    assert ("most likely did not go" in rendered.text) is looked_up
    row = rendered.blocks[-1]["elements"]
    assert "confirm" in row[1]
    assert "confirm" not in row[0]


def test_system_line() -> None:
    assert plain_of(post(SystemPost("Jane opted out of SMS."))) == ["Jane opted out of SMS."]


def _every_kind(text: str) -> list[ThreadPost]:
    return [
        InboundPost(text, Channel.SMS, text, (), text),
        OutboundPost("U1", Channel.SMS, text, "+12025550100"),
        FailurePost("M1", None, text, text, text[:10], text, True),
        UnconfirmedPost("M1", None, text, True),
        OptOutQuestion("R1", text, Channel.SMS, text, DUE),
        SystemPost(text),
    ]


@given(TRICKY)
def test_what_people_write_never_pings(text: str) -> None:
    for said in _every_kind(text):
        allowed = ["U1"] if isinstance(said, OutboundPost) else []
        rendered = post(said)
        assert pings_of(rendered.text, checked_message_blocks(rendered.blocks)) == allowed


@pytest.mark.parametrize("text", ["x" * 4096, "&" * 4096, "<!channel>" * 400, "😀" * 2000, "\n" * 4000, ""])
def test_every_kind_is_taken_by_slack(text: str) -> None:
    for said in _every_kind(text):
        rendered = post(said)
        checked_message_blocks(rendered.blocks)
        assert rendered.text
        assert len(rendered.text) <= 4000
        assert len(rendered.username or "") <= 80


def test_inbound_text_with_something_hidden_has_a_button_and_a_note() -> None:
    said = InboundPost(
        "Jane",
        Channel.SMS,
        "[card number hidden]",
        privacy_note="Holds something private: IBAN",
        reveals="M1",
    )
    rendered = post(said)
    assert plain_of(rendered) == ["[card number hidden]", "SMS", "Holds something private: IBAN"]
    assert action_ids(rendered) == ["reveal"]
    assert rendered.blocks[-1]["elements"][0]["value"] == "M1"
    checked_message_blocks(rendered.blocks)


def test_outbound_text_shows_what_is_added_for_the_client() -> None:
    said = OutboundPost("U1", Channel.SMS, "Hello", "+12025550100", notice="Harbor <Clinic>. Reply STOP.")
    assert plain_of(post(said)) == ["Hello", "Added for the client: Harbor <Clinic>. Reply STOP."]
    assert action_ids(post(said)) == []


def test_outbound_text_says_of_which_template_its_words_are() -> None:
    source = MadeFrom("T1", "<!channel> {{ x }}", 3, "en")
    said = OutboundPost("U1", Channel.SMS, "Hello", "+12025550100", made_from=source)
    assert plain_of(post(said)) == ["Hello", "Template: <!channel> {{ x }}, version 3"]
    assert "<!channel>" not in mrkdwn_of(post(said))
    # What has caused a text is not always a template.
    by_itself = replace(said, made_from=MadeFrom(series_id="S1"))
    assert plain_of(post(by_itself)) == ["Hello"]


def test_outbound_text_with_something_hidden_has_the_button() -> None:
    said = OutboundPost("U1", Channel.SMS, "[card number hidden]", "+12025550100", reveals="M1")
    assert action_ids(post(said)) == ["reveal"]


def test_a_reminder_says_that_it_is_one_and_mentions_nobody() -> None:
    plain = OutboundPost("", Channel.SMS, "See you", "+12025550100")
    waits = replace(plain, waiting=Waiting(DUE, "8:00 AM Jane's time (New York)", "Texts go by day."))
    for said, words in (
        (plain, "A reminder went by SMS from +1 202-555-0100"),
        (replace(plain, outcome="It did not go."), "A reminder by SMS from +1 202-555-0100. It did not go."),
        (waits, "that is 8:00 AM Jane's time (New York). Texts go by day."),
    ):
        shown = mrkdwn_of(post(said))
        assert words in shown
        assert "<@" not in shown
