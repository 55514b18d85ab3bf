"""The client card: who the client is and where things stand, at the root of the client's thread."""

from datetime import datetime

from bot.domain.address_words import display
from bot.domain.channel import Channel
from bot.domain.client import DEFAULT_KIND, Address, Client
from bot.domain.consent import Consent, ConsentState
from bot.domain.conversation import Card, LastDelivery, Work
from bot.domain.message import Status
from bot.domain.waiting import Waiting
from bot.slack.blocks.card_buttons import card_buttons
from bot.slack.blocks.continued import continued_card
from bot.slack.blocks.elements import (
    Block,
    Rendered,
    actions,
    context,
    fallback,
    fields,
    header,
    mrkdwn,
    plain,
    when,
)
from bot.slack.blocks.intake import intake_rows
from bot.slack.blocks.merged_card import merged_card
from bot.slack.blocks.muted import muted_rows
from bot.slack.blocks.occasion_words import appointment_words
from bot.slack.blocks.opt_in import opt_in_words
from bot.slack.blocks.senders import SHORT
from bot.slack.text import escape, shown

_STATUS_WORDS = {
    Status.QUEUED: "waiting to go",
    Status.SENDING: "on its way",
    Status.CHECKING: "being checked with the carrier",
    Status.UNCONFIRMED: "unconfirmed: nobody can tell whether it went",
    Status.ACCEPTED: "accepted by the carrier",
    Status.SENT: "sent",
    Status.DELIVERED: "delivered",
    Status.READ: "read",
    Status.FAILED: "failed",
    Status.REFUSED: "not sent",
    Status.CANCELED: "taken back",
    Status.RECEIVED: "received",
}
_CONSENT_WORDS = {
    ConsentState.PENDING: "asked, not answered yet",
    ConsentState.EXPRESS: "given in writing",
    ConsentState.IMPLIED: "implied by your business together",
    ConsentState.WITHDRAWN: "*opted out*",
    ConsentState.EXPIRED: "*expired*",
}
# More would not fit into a card; a client with as many numbers is a company.
_SHOWN_ADDRESSES = 5
_SHOWN_TAGS = 10


def card(card: Card) -> Rendered:
    """The card as it is now. Its buttons work for as long as the client exists."""
    client = card.client
    if card.goes_on is not None:
        return continued_card(_name(client), card.goes_on)
    if card.merged_into:
        return merged_card(_name(client), card.merged_into)
    blocks = [
        header(_name(client)),
        fields(mrkdwn(_numbers(_told(client))), mrkdwn(_consents(card))),
        *_facts(client),
        context(mrkdwn(_latest(card))),
        *[context(mrkdwn(line)) for line in _standing(card)],
        *(intake_rows(client, card.intake) if card.intake else []),
        *(muted_rows(client.id, card.muted_by) if client.is_spam else []),
        actions(*card_buttons(card), block_id="card"),
    ]
    return Rendered(fallback(f"{_name(client)}: {_plain_numbers(_told(client))}"), blocks)


def _name(client: Client) -> str:
    """The client's name; one without a name is called by the number."""
    if shown(client.name).strip():
        return client.name
    return display(client.addresses[0].value) if client.addresses else "A client"


def _facts(client: Client) -> list[Block]:
    """Who the client is and who looks after it, in one line."""
    lines: list[Block] = []
    if client.company:
        lines.append(plain(client.company))
    if client.kind != DEFAULT_KIND:
        lines.append(plain(client.kind.capitalize()))
    if client.is_lead:
        lines.append(mrkdwn("*Lead*: wrote to us first"))
    owner = f"*Owner:* <@{escape(client.owner)}>" if client.owner else "*Owner:* nobody"
    lines.append(mrkdwn(owner))
    if client.tags:
        lines.append(plain(f"Tags: {', '.join(client.tags[:_SHOWN_TAGS])}"))
    return [context(*lines)]


def _standing(card: Card) -> list[str]:
    """What somebody who looks at the thread should know before writing."""
    lines = []
    if card.relay_paused_by:
        by = f"<@{escape(card.relay_paused_by)}>"
        lines.append(f":no_entry_sign: *Relay paused* by {by}: replies here stay inside.")
    if card.work is Work.CLOSED:
        lines.append(":white_check_mark: *Closed.* A text from the client opens it again.")
    elif card.work is Work.SNOOZED and card.snoozed_until:
        lines.append(f":zzz: *Put off* until {when(card.snoozed_until)}, or until the client writes.")
    elif card.unanswered_since:
        lines.append(f":speech_balloon: *Waits for an answer* since {when(card.unanswered_since)}.")
    if card.window_closes_at:
        until = when(card.window_closes_at)
        lines.append(f"*WhatsApp:* your own words until {until}; after that only a template can go.")
    if asked := opt_in_words(card):
        lines.append(asked)
    if card.joining:
        lines.append(f"*{SHORT}:* {escape(card.joining)}")
    if card.next_text:
        lines.append(_next(card.next_text))
    if card.appointment:
        lines.append(f"*Next appointment:* {appointment_words(card.appointment)}")
    if card.next_up:
        more = f" (+{card.next_up.more:,} more)" if card.next_up.more else ""
        lines.append(f":bell: *Next:* {when(card.next_up.at)}, {escape(shown(card.next_up.words))}{more}")
    return lines


def _told(client: Client) -> tuple[Address, ...]:
    """The addresses worth a line: the identity behind a number says nothing to anybody."""
    return client.numbers or client.addresses


def _numbers(addresses: tuple[Address, ...]) -> str:
    lines = [escape(display(address.value)) for address in addresses[:_SHOWN_ADDRESSES]]
    more = len(addresses) - len(lines)
    return "*Number*\n" + "\n".join([*(lines or ["none"]), *([f"and {more} more"] if more > 0 else [])])


def _plain_numbers(addresses: tuple[Address, ...]) -> str:
    return ", ".join(display(address.value) for address in addresses[:_SHOWN_ADDRESSES]) or "no number"


def _consents(card: Card) -> str:
    """What the client has said about being texted; channels of which nothing is known are left out."""
    told = _told(card.client)
    lines = [
        _consent_line(consent, address if len(told) > 1 else None)
        for address in told[:_SHOWN_ADDRESSES]
        for channel in (Channel.SMS, Channel.WHATSAPP)
        if (consent := _known(card, address, channel))
    ]
    return "*Consent*\n" + "\n".join([*lines, *_beside(card, told)] or ["Not recorded"])


def _beside(card: Card, told: tuple[Address, ...]) -> list[str]:
    """What holds for the WhatsApp identity behind a number, where that is not said of the number itself."""
    by_address = {each.id: _known(card, each, Channel.WHATSAPP) for each in card.client.addresses}
    numbers = {address.id for address in told}
    said = {known.state for each, known in by_address.items() if known and each in numbers}
    behind = [known for each, known in by_address.items() if known and each not in numbers]
    return [_consent_line(known, None) for known in behind if known.state not in said][:1]


def _known(card: Card, address: Address, channel: Channel) -> Consent | None:
    return next(
        (
            consent
            for consent in card.consents
            if consent.address_id == address.id
            and consent.channel.family == channel
            and consent.state in _CONSENT_WORDS
        ),
        None,
    )


def _consent_line(consent: Consent, address: Address | None) -> str:
    whose = f" on {escape(display(address.value))}" if address else ""
    words = _CONSENT_WORDS[consent.state]
    return f"{consent.channel.family.label}{whose}: {words} since {when(consent.since)}"


def _latest(card: Card) -> str:
    return f"{_delivery(card.last_delivery)} · {_inbound(card.last_inbound_at)}"


def _next(waiting: Waiting) -> str:
    """When the next text goes, for each reader and for the client, and why it waits."""
    if waiting.for_consent:
        until = f"until {when(waiting.until)} at most"
        return f":hourglass_flowing_sand: *A text waits* for their yes to WhatsApp, {until}."
    if waiting.paused_by:
        by = f"<@{escape(waiting.paused_by)}>"
        return f":double_vertical_bar: *A text is paused* by {by}: it does not go until somebody resumes it."
    there = f", that is {escape(waiting.there)}" if waiting.there else ""
    said = f":hourglass_flowing_sand: *Next text:* {when(waiting.until)}{there}."
    return f"{said} {escape(waiting.why)}".strip()


def _delivery(last: LastDelivery | None) -> str:
    if last is None:
        return "Nothing sent yet"
    way = last.channel.carried(by_rcs=last.by_rcs)
    return f"Our last {way}: *{_STATUS_WORDS[last.status]}*, {when(last.at)}"


def _inbound(at: datetime | None) -> str:
    return "Nothing from the client yet" if at is None else f"Client wrote: {when(at)}"
