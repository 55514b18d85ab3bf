"""The client card."""

from dataclasses import replace
from datetime import UTC, datetime

from bot.domain.channel import Channel
from bot.domain.client import Address, AddressKind, Client
from bot.domain.consent import Consent, ConsentState
from bot.domain.conversation import Card, LastDelivery, NextAppointment, Work
from bot.domain.message import Status
from bot.domain.occasion import Details, Occasion, OccasionKind, OccasionState
from bot.domain.waiting import Waiting
from bot.sandbox.slack.blocks.check import checked_message_blocks
from bot.slack.blocks.card import card

AT = datetime(2026, 11, 22, 9, 5, tzinfo=UTC)
ADDRESS = Address("A1", "C1", "+12025550123")


def client(**changes: object) -> Client:
    fields: dict[str, object] = {
        "id": "C1",
        "workspace_id": "W1",
        "name": "Jane Doe",
        "is_lead": False,
        "created_at": AT,
        "addresses": (ADDRESS,),
    }
    return Client(**(fields | changes))  # type: ignore[arg-type]


def words(shown: Card) -> str:
    """Everything the card says, after Slack's own checks of it."""
    rendered = card(shown)
    return str(checked_message_blocks(rendered.blocks))


def test_card_names_client_and_number() -> None:
    rendered = card(Card("V1", client()))
    assert rendered.text == "Jane Doe: +1 202-555-0123"
    assert rendered.blocks[0]["text"]["text"] == "Jane Doe"
    assert "+1 202-555-0123" in words(Card("V1", client()))


def test_button_carries_the_client() -> None:
    button = card(Card("V1", client())).blocks[-1]["elements"][0]
    assert (button["action_id"], button["value"]) == ("message_client", "C1")
    assert button["accessibility_label"] == "Write a message to Jane Doe"


def test_what_a_button_shows_is_part_of_what_a_screen_reader_calls_it() -> None:
    """Who says "click Claim" to their computer must get it."""
    rows = [block for block in card(Card("V1", client(is_lead=True))).blocks if block["type"] == "actions"]
    buttons = [each for row in rows for each in row["elements"] if each["type"] == "button"]
    assert len(buttons) > 5
    for each in buttons:
        assert each["text"]["text"].casefold() in each["accessibility_label"].casefold()


def test_lead_is_marked() -> None:
    assert "*Lead*" in words(Card("V1", client(is_lead=True)))
    assert "*Lead*" not in words(Card("V1", client()))


def test_consent_in_words_where_it_is_known() -> None:
    consents = (
        Consent("A1", Channel.SMS, ConsentState.WITHDRAWN, AT),
        Consent("A1", Channel.WHATSAPP, ConsentState.UNKNOWN, AT),
    )
    said = words(Card("V1", client(), consents))
    assert "SMS: *opted out* since <!date^" in said
    assert "WhatsApp" not in said


def test_no_consent_is_said_once() -> None:
    assert words(Card("V1", client())).count("Not recorded") == 1


def test_consent_names_the_number_when_there_are_several() -> None:
    addresses = (ADDRESS, Address("A2", "C1", "+12025550124"))
    consents = (Consent("A2", Channel.WHATSAPP, ConsentState.EXPRESS, AT),)
    said = words(Card("V1", client(addresses=addresses), consents))
    assert "WhatsApp on +1 202-555-0124: given in writing" in said
    assert "on +1 202-555-0123" not in said


def test_last_delivery_and_last_word() -> None:
    said = words(Card("V1", client(), (), LastDelivery(Channel.SMS, Status.DELIVERED, AT), AT))
    assert "Our last SMS: *delivered*, <!date^" in said
    assert "Client wrote: <!date^" in said
    assert "Nothing sent yet · Nothing from the client yet" in words(Card("V1", client()))


def test_what_waits_is_told_with_both_clocks_and_its_reason() -> None:
    waiting = Waiting(AT, "8:00 AM Jane <Doe>'s time (Denver)", "It is night & dark.")
    said = words(Card("V1", client(), next_text=waiting))
    assert "*Next text:* <!date^" in said
    assert "that is 8:00 AM Jane &lt;Doe&gt;'s time (Denver). It is night &amp; dark." in said
    assert "Next text" not in words(Card("V1", client()))


def test_every_status_has_words() -> None:
    for status in Status:
        assert "Our last SMS" in words(Card("V1", client(), (), LastDelivery(Channel.SMS, status, AT)))


def test_card_is_compact() -> None:
    shown = Card(
        "V1", client(is_lead=True, company="Acme"), (), LastDelivery(Channel.SMS, Status.READ, AT), AT
    )
    assert [block["type"] for block in card(shown).blocks] == [
        *("header", "section", "context", "context", "actions"),
    ]


def test_name_cannot_ping_or_break_the_card() -> None:
    name = "<!channel> *x* " + "y" * 300
    rendered = card(Card("V1", client(name=name, company="<@U1>")))
    checked_message_blocks(rendered.blocks)
    assert rendered.blocks[0]["text"]["type"] == "plain_text"
    assert "<!channel>" not in rendered.text


def test_client_without_name_or_number() -> None:
    assert card(Card("V1", client(name=""))).blocks[0]["text"]["text"] == "+1 202-555-0123"
    assert "A client" in words(Card("V1", client(name=" ", addresses=())))


def test_many_numbers_fit() -> None:
    many = tuple(Address(f"A{n}", "C1", f"+120255501{n:02}") for n in range(40))
    consents = tuple(Consent(a.id, Channel.SMS, ConsentState.WITHDRAWN, AT) for a in many)
    assert "and 35 more" in words(Card("V1", client(addresses=many), consents))


def labels(shown: Card) -> list[str]:
    return [each["text"]["text"] for each in card(shown).blocks[-1]["elements"][:-1]]


def test_buttons_offer_only_what_can_be_done_now() -> None:
    assert labels(Card("V1", client())) == ["Message", "Schedule", "Remind", "Claim", "Close", "Pause relay"]
    busy = Card("V1", client(owner="U1"), work=Work.CLOSED, relay_paused_by="U2")
    assert labels(busy) == ["Message", "Schedule", "Remind", "Release", "Reopen", "Resume relay"]


def test_merging_two_clients_says_who_can() -> None:
    """Every sender may say whose an unknown number is."""
    menus = [
        card(Card("V1", client(is_lead=is_lead))).blocks[-1]["elements"][-1] for is_lead in (False, True)
    ]
    entries = [next(each for each in menu["options"] if each["value"] == "merge:C1") for menu in menus]
    assert [each["text"]["text"] for each in entries] == [
        "Merge with another client (managers)",
        "Merge with another client",
    ]


def test_card_says_whose_the_client_is_and_what_waits() -> None:
    said = words(Card("V1", client(owner="U1", tags=("VIP",), kind="vendor"), unanswered_since=AT))
    for part in ("*Owner:* <@U1>", "Tags: VIP", "Vendor", "*Waits for an answer* since <!date^"):
        assert part in said
    assert "*Owner:* nobody" in words(Card("V1", client()))


def test_card_says_what_is_put_off_closed_or_paused() -> None:
    assert "*Put off* until <!date^" in words(Card("V1", client(), work=Work.SNOOZED, snoozed_until=AT))
    closed = words(Card("V1", client(), work=Work.CLOSED, unanswered_since=AT))
    assert "*Closed.*" in closed
    assert "Waits for an answer" not in closed
    assert "*Relay paused* by <@U2>" in words(Card("V1", client(), relay_paused_by="U2"))


def test_card_shows_the_next_appointment_in_words_and_pings_nobody() -> None:
    booked = Occasion(
        "O1", OccasionKind.APPOINTMENT, "C1", AT, AT, at=AT, details=Details(name="<!here> Check-up")
    )
    said = words(Card("V1", client(), appointment=NextAppointment(booked, "America/New_York")))
    assert "*Next appointment:* &lt;!here&gt; Check-up, " in said
    assert "New York time (for you <!date^" in said
    assert ":question: Not confirmed" in said
    confirmed = replace(booked, state=OccasionState.CONFIRMED, paused_by="U1")
    said = words(Card("V1", client(), appointment=NextAppointment(confirmed, "America/New_York")))
    assert ":white_check_mark: Confirmed · :double_vertical_bar: Reminders paused" in said


def test_card_says_until_when_whatsapp_takes_free_words() -> None:
    assert "your own words until <!date^" in words(Card("V1", client(), window_closes_at=AT))
    assert "your own words" not in words(Card("V1", client()))


def test_the_identity_behind_a_number_says_nothing_to_anybody() -> None:
    identity = Address("A2", "C1", "US.13491208655302741918", AddressKind.WHATSAPP_ID)
    assert "13491208655302741918" not in words(Card("X1", client(addresses=(ADDRESS, identity))))
    assert "WhatsApp US.13491208655302741918" in words(Card("X1", client(addresses=(identity,))))
