"""What came beside a client's words, as a post shows it."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.channel import Channel
from bot.domain.extras import Contact, Extras, Place, Pressed, Reacted, Referral
from bot.domain.message import Media
from bot.domain.thread import InboundPost, PerhapsSamePost, Quoted, ReactionPost, ThreadPost
from bot.sandbox.slack.blocks.check import checked_message_blocks
from bot.sandbox.slack.pings import pings_of
from bot.slack.blocks.inbound_extras import UNSUPPORTED
from bot.slack.blocks.posts import post
from bot.slack.blocks.web_link import web_link
from tests.slack.blocks.test_posts import action_ids, mrkdwn_of, plain_of
from tests.slack.test_text import TRICKY

STICKER = (Media("https://media.example/1", "image/webp"),)
NOTE = (Media("https://media.example/2", "audio/ogg"),)
LINK = "https://harbor.slack.com/archives/C1/p2"


def said(
    body: str = "", media: tuple[Media, ...] = (), quoted: Quoted | None = None, **more: Any
) -> InboundPost:
    return InboundPost("Maria", Channel.WHATSAPP, body, media, extras=Extras(**more), quoted=quoted)


@pytest.mark.parametrize(
    ("inbound", "plain", "notification"),
    [
        (
            said("Yes, I'm coming", pressed=Pressed("Yes, I'm coming", "yes"), quoted=Quoted("See you at 4")),
            ["Answers “See you at 4”", "Pressed “Yes, I'm coming”", "WhatsApp"],
            "Yes, I'm coming",
        ),
        (
            said("Tuesday", pressed=Pressed("Tuesday", "t", is_list=True, description="With Dr. Lee")),
            ["Picked “Tuesday”", "With Dr. Lee", "WhatsApp"],
            "Tuesday",
        ),
        (said(pressed=Pressed("")), ["Pressed a button", "WhatsApp"], "Pressed a button"),
        (
            said("That one", quoted=Quoted("Blue or red?", is_ours=False)),
            ["Answers their own “Blue or red?”", "That one", "WhatsApp"],
            "That one",
        ),
        (
            said("That one", quoted=Quoted()),
            ["Answers an earlier message", "That one", "WhatsApp"],
            "That one",
        ),
        (
            said(place=Place(38.8977, -77.0365, "Front door", "1600 Pennsylvania Ave")),
            ["📍 Front door\n1600 Pennsylvania Ave", "WhatsApp"],
            "Location: Front door",
        ),
        (said(place=Place(-3.5, 7)), ["📍 -3.500000, 7.000000", "WhatsApp"], "Location"),
        (
            said(contacts=(Contact("Ann Lee", ("+1 202 555 0111",), ("ann@lee.example",), "Lee & Sons"),)),
            ["Contact: Ann Lee, Lee & Sons\n+1 202 555 0111\nann@lee.example", "WhatsApp"],
            "Contact: Ann Lee",
        ),
        (
            said("Hi", referral=Referral("https://fb.me/x", "Whiter teeth", "Free")),
            ["Hi", "Wrote from an advertisement: Whiter teeth", "WhatsApp"],
            "Hi",
        ),
        (said("Hi", forwarded=True), ["Forwarded", "Hi", "WhatsApp"], "Hi"),
        (
            said("Hi", forwarded=True, often_forwarded=True),
            ["Forwarded many times", "Hi", "WhatsApp"],
            "Hi",
        ),
        (said(media=STICKER, sticker=True), ["(no text)", "WhatsApp", "Sticker"], "Sticker"),
        (said(media=NOTE, voice=True), ["(no text)", "WhatsApp", "Voice note"], "Voice note"),
        (
            said(unsupported=True),
            [UNSUPPORTED, "WhatsApp"],
            "Something that WhatsApp could not pass on",
        ),
    ],
)
def test_each_kind_in_words(inbound: InboundPost, plain: list[str], notification: str) -> None:
    rendered = post(inbound)
    assert plain_of(rendered) == plain
    assert rendered.text == notification.replace("&", "&amp;")


def test_many_contacts_are_counted() -> None:
    people = tuple(Contact(f"Nr. {number}") for number in range(7))
    assert plain_of(post(said(contacts=people)))[-2:] == ["and 2 more contacts", "WhatsApp"]


def test_a_place_has_a_map() -> None:
    shown = mrkdwn_of(post(said(place=Place(38.8977, -77.0365))))
    url = "https://www.openstreetmap.org/?mlat=38.897700&amp;mlon=-77.036500#map=17/38.897700/-77.036500"
    assert f"<{url}|Open on a map> (www.openstreetmap.org)" in shown


def test_what_is_answered_has_a_link_where_it_stands_in_slack() -> None:
    assert f"<{LINK}|Open it>" in mrkdwn_of(post(said("Yes", quoted=Quoted("Coming?", link=LINK))))


def test_a_hidden_text_is_not_told_by_its_button() -> None:
    inbound = InboundPost(
        "Maria", Channel.WHATSAPP, "[card number hidden]", reveals="M1", extras=Extras(pressed=Pressed(""))
    )
    assert plain_of(post(inbound))[0] == "[card number hidden]"


@pytest.mark.parametrize(
    ("emoji", "quoted", "words"),
    [
        ("👍", Quoted("See you at 4"), "Maria reacted 👍 (thumbsup) to “See you at 4”"),
        ("👍🏽", Quoted("See you at 4"), "Maria reacted 👍🏽 (thumbsup) to “See you at 4”"),
        ("❤️", Quoted("On my way", is_ours=False), "Maria reacted ❤️ (heart) to their own “On my way”"),
        ("\U0001fae8", Quoted(), "Maria reacted \U0001fae8 (shaking face) to an earlier message"),
        ("🦩🦩", Quoted(), "Maria reacted 🦩🦩 to an earlier message"),
        ("", Quoted("See you at 4"), "Maria took back the reaction to “See you at 4”"),
    ],
)
def test_a_reaction_is_one_line(emoji: str, quoted: Quoted, words: str) -> None:
    rendered = post(ReactionPost("Maria", emoji, quoted))
    assert (plain_of(rendered), rendered.text, rendered.username) == ([words], words, None)


def test_two_clients_who_may_be_one_are_looked_at_before_anything_is_done() -> None:
    rendered = post(PerhapsSamePost("Ann and Lee are the same.", "C1", "C2", LINK))
    assert action_ids(rendered) == ["intake_link_to"]
    assert rendered.blocks[-1]["elements"][0]["value"] == "C2:C1"
    assert f"<{LINK}|Open the other thread>" in mrkdwn_of(rendered)


def _every_kind(text: str) -> list[ThreadPost]:
    contact = Contact(text, (text, text), (text,), text)
    everything = Extras(
        pressed=Pressed(text, text, is_list=True, description=text),
        answers=text,
        place=Place(1.0, 2.0, text, text),
        contacts=(contact,) * 8,
        referral=Referral(f"https://fb.me/{text}", text, text),
        forwarded=True,
        sticker=True,
        unsupported=True,
    )
    return [
        InboundPost(text, Channel.WHATSAPP, text, STICKER, extras=everything, quoted=Quoted(text, link=LINK)),
        InboundPost(text, Channel.WHATSAPP, "", extras=Extras(referral=Referral(text))),
        InboundPost(text, Channel.WHATSAPP, "", extras=Extras(reacted=Reacted(text, text))),
        ReactionPost(text, text, Quoted(text, is_ours=False, link=LINK)),
        PerhapsSamePost(text, "C1", "C2", LINK),
    ]


@settings(deadline=None)
@given(TRICKY | st.text(max_size=200))
def test_whatever_stands_in_it_pings_nobody_and_leads_nowhere_else(text: str) -> None:
    for kind in _every_kind(text):
        rendered = post(kind)
        blocks = checked_message_blocks(rendered.blocks)
        assert pings_of(rendered.text, blocks) == []
        opened = [part.split("|")[0] for part in mrkdwn_of(rendered).split("<")[1:]]
        ours = ("https://fb.me/", "https://www.openstreetmap.org/?", LINK)
        assert all(address.startswith(ours) for address in opened)


@pytest.mark.parametrize("text", ["x" * 4096, "&" * 4096, "<!channel>" * 400, "😀" * 2000, "\n" * 4000, ""])
def test_every_kind_is_taken_by_slack(text: str) -> None:
    for kind in _every_kind(text):
        rendered = post(kind)
        checked_message_blocks(rendered.blocks)
        assert 0 < len(rendered.text) <= 4000


@pytest.mark.parametrize(
    ("url", "link"),
    [
        ("https://fb.me/2Zx?a=1&b=2", "<https://fb.me/2Zx?a=1&amp;b=2|Open it> (fb.me)"),
        ("http://xn--bcher-kva.example/", "<http://xn--bcher-kva.example/|Open it> (xn--bcher-kva.example)"),
        ("https://fb.me/a|b>c<d e", "<https://fb.me/a%7Cb%3Ec%3Cd%20e|Open it> (fb.me)"),
        ("javascript:alert(1)", ""),
        ("ftp://fb.me/", ""),
        ("fb.me/x", ""),
        ("https://", ""),
        ("https://[", ""),
        ("https://bücher.example/", ""),
        ("https://fb.me/" + "x" * 4000, ""),
    ],
)
def test_only_an_address_of_the_web_becomes_a_link(url: str, link: str) -> None:
    assert web_link(url, "Open it") == link
