"""A thread that goes on under a new card, as its two places show it."""

from datetime import UTC, datetime

from hypothesis import given

from bot.domain.channel import Channel
from bot.domain.client import Client
from bot.domain.conversation import Card
from bot.domain.thread import ContinuedPost, EarlierText
from bot.sandbox.slack.blocks.check import checked_message_blocks
from bot.sandbox.slack.pings import pings_of
from bot.slack.blocks.card import card
from bot.slack.blocks.notices import sentence
from bot.slack.blocks.posts import post
from tests.slack.test_text import TRICKY

AT = datetime(2026, 11, 20, 15, 0, tzinfo=UTC)
CLIENT = Client("C1", "W1", "Jane <Doe>", is_lead=False, created_at=AT)


def words(said: ContinuedPost) -> str:
    return str(checked_message_blocks(post(said).blocks))


def earlier(body: str, **more: str) -> EarlierText:
    return EarlierText("Jane Doe", more.pop("user", ""), Channel.SMS, AT, body, **more)


def test_the_new_place_says_why_links_back_and_tells_what_was_said_last() -> None:
    texts = (earlier("Hi"), earlier("Hello", user="U1", note="has not gone yet"))
    said = words(ContinuedPost("It goes on here.", "https://x", "C0OLD", texts))
    assert "It goes on here. Until now it stood in <#C0OLD>. <https://x|Open the older thread>" in said
    assert "*Jane Doe* by SMS, <!date^" in said
    assert "<@U1> by SMS" in said
    assert "has not gone yet" in said


def test_the_old_place_links_on() -> None:
    left = words(ContinuedPost("It goes on.", "https://x", "C0NEW", is_left=True))
    assert "It stands in <#C0NEW> now. <https://x|Open the new thread>" in left
    assert "|Open" not in words(ContinuedPost("It goes on.", is_left=True))


def test_a_long_text_is_told_in_part_and_one_without_words_is_named() -> None:
    said = post(ContinuedPost("Here.", earlier=(earlier("x" * 5000), earlier(" "))))
    bodies = [block["text"]["text"] for block in said.blocks if block["type"] == "section"]
    assert [len(bodies[0]), bodies[1]] == [500, "(no text)"]


@given(TRICKY)
def test_whatever_was_written_pings_nobody(text: str) -> None:
    said = EarlierText(text, "", Channel.SMS, AT, text)
    rendered = post(ContinuedPost("Here.", earlier=(said,) * 5))
    checked_message_blocks(rendered.blocks)
    assert pings_of(rendered.text, rendered.blocks) == []


def test_the_old_card_has_the_way_to_the_new_one_and_no_button() -> None:
    rendered = card(Card("V1", CLIENT, goes_on="https://x"))
    said = str(checked_message_blocks(rendered.blocks))
    assert "goes on under a newer card. <https://x|Open it>" in said
    assert [block["type"] for block in rendered.blocks] == ["header", "context"]
    assert "|Open" not in str(card(Card("V1", CLIENT, goes_on="")).blocks)


def test_a_sentence_names_channels_and_nothing_else_in_it_is_read() -> None:
    [block] = sentence("<#C0DESK> is gone, <!channel> <@U1> & all").blocks
    assert block["text"]["text"] == "<#C0DESK> is gone, &lt;!channel&gt; &lt;@U1&gt; &amp; all"
    assert sentence("Plain *words*").blocks[0]["text"]["type"] == "plain_text"
