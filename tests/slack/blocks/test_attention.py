"""What a row of what needs attention says, for each reason, in words and not by its emoji alone."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.attention import Attention, AttentionPage, Whose, Why
from bot.domain.channel import Channel
from bot.slack.blocks.attention import LABELS, attention_row, attention_words
from bot.slack.blocks.elements import when
from bot.slack.blocks.inbox import inbox_view, read_whose, read_why
from tests.slack.conftest import NOW

SINCE = NOW - timedelta(minutes=5)
ROW = Attention(Why.UNANSWERED, "C1", "Jane Doe", SINCE, channel="C0", ts="1.1")


@pytest.mark.parametrize("why", Why)
def test_every_reason_has_words_and_a_mark(why: Why) -> None:
    first = attention_words(replace(ROW, why=why), NOW).splitlines()[0]
    assert first.startswith(":")
    assert f"*{LABELS[why]}* · 5 min · *Jane Doe*" in first


@pytest.mark.parametrize(
    ("age", "words"),
    [
        (timedelta(seconds=-3), "just now"),
        (timedelta(seconds=59), "just now"),
        (timedelta(minutes=1), "1 min"),
        (timedelta(minutes=59, seconds=59), "59 min"),
        (timedelta(hours=1), "1 h"),
        (timedelta(hours=47, minutes=59), "47 h"),
        (timedelta(hours=48), "2 days"),
        (timedelta(days=31), "31 days"),
    ],
)
def test_an_age_is_told_in_its_largest_unit(age: timedelta, words: str) -> None:
    assert f" · {words} · " in attention_words(replace(ROW, since=NOW - age), NOW)


@pytest.mark.parametrize(
    ("why", "words"),
    [
        (Why.OPT_OUT, "Without a decision it counts as one after"),
        (Why.WINDOW_ENDS, "WhatsApp takes your own words until"),
    ],
)
def test_a_deadline_is_told_in_the_reader_s_zone(why: Why, words: str) -> None:
    until = NOW + timedelta(hours=1)
    assert f"{words} {when(until)}" in attention_words(replace(ROW, why=why, until=until), NOW)


def test_who_wrote_it_and_who_looks_after_the_client_are_named() -> None:
    failed = attention_words(replace(ROW, why=Why.FAILED, author="U1", owner="U2"), NOW)
    assert failed.endswith(f"{when(SINCE)} · written by <@U1> · looked after by <@U2>")


def test_what_a_client_wrote_cannot_mention_or_link_anything() -> None:
    evil = replace(ROW, client_name="<!channel>", excerpt="<https://x.test|bank>\n> *not* ours")
    said = attention_words(evil, NOW)
    assert "<!channel>" not in said
    assert "<https" not in said
    assert said.count("\n") == 2


def test_a_row_without_a_name_or_a_link_can_be_read_and_used() -> None:
    row = attention_row(replace(ROW, client_name=" "), NOW)
    assert "Client without a name" in row["text"]["text"]
    assert [each["text"]["text"] for each in row["accessory"]["options"]] == ["Message", "Client card"]


def test_only_a_failed_text_can_be_taken_off_by_hand() -> None:
    offered = {
        why: attention_row(replace(ROW, why=why, about="M1"), NOW)["accessory"]["options"] for why in Why
    }
    assert [why for why, options in offered.items() if options[-1]["value"] == "done:M1"] == [Why.FAILED]


def test_who_may_not_be_texted_is_called_or_the_conversation_closed() -> None:
    row = replace(ROW, why=Why.OPTED_OUT, excerpt="Is 5 pm fine?", opted_out=(Channel.SMS, Channel.WHATSAPP))
    block = attention_row(row, NOW)
    assert block["text"]["text"].endswith(
        "They have opted out of SMS and WhatsApp, so no text may answer this. Call or email them, or close "
        "the conversation."
    )
    assert [each["value"] for each in block["accessory"]["options"]] == ["close:C1", "details:C1"]


def test_while_another_way_is_open_the_row_says_how_to_take_it() -> None:
    row = replace(ROW, opted_out=(Channel.SMS,))
    said = "They have opted out of SMS. Choose *Message* to answer on another channel or number."
    assert attention_words(row, NOW).endswith(said)
    assert attention_row(row, NOW)["accessory"]["options"][0]["value"] == "message:C1"


def test_a_kind_of_which_nothing_waits_any_more_says_so() -> None:
    page = AttentionPage((), {Why.UNANSWERED: 3}, 0, 0)
    view = inbox_view(page, Whose.EVERYONE, Why.FAILED, NOW, {})
    assert "Nothing of this kind waits: *Not delivered*" in view["blocks"][1]["text"]["text"]
    labels = [each["text"]["text"] for each in view["blocks"][0]["elements"][1]["options"]]
    assert labels == ["Everything (3)", "Not delivered (0)", "Waits for an answer (3)"]


def test_a_choice_that_is_none_of_ours_is_the_widest() -> None:
    assert (read_why("x"), read_why(None), read_whose("x"), read_whose(None)) == (
        None,
        None,
        Whose.EVERYONE,
        Whose.EVERYONE,
    )
