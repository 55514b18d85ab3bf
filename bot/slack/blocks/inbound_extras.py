"""What came with a client's message beside words and files, for the eye and in words for a notification.

What a client wrote stands in plain text, in which Slack reads no mark, mention or link.
"""

from bot.domain.beside import in_words, media_words_of
from bot.domain.extras import Contact, Extras, Place, Pressed, Referral
from bot.domain.message import Media
from bot.domain.thread import InboundPost
from bot.slack.blocks.elements import Block, context, mrkdwn, plain, section, shortened
from bot.slack.blocks.quoted import answers
from bot.slack.blocks.web_link import web_link
from bot.slack.text import shown

UNSUPPORTED = "WhatsApp could not pass on what was sent. Ask them to send it as text."
_SHOWN_CONTACTS, _SHOWN_NUMBERS = 5, 5
_LINE = 200


def above(said: InboundPost) -> list[Block]:
    """What stands before the client's words: that they pass something on, and what they answer."""
    extras = said.extras
    lines: list[Block] = []
    if extras.forwarded or extras.often_forwarded:
        lines.append(context(plain("Forwarded many times" if extras.often_forwarded else "Forwarded")))
    if said.quoted:
        lines.append(context(*answers(said.quoted)))
    if said.answers:
        lines.append(context(plain(said.answers)))
    return lines


def in_place_of_words(said: InboundPost) -> list[Block]:
    """A pressed button, whose words the client has not typed; nothing for any other message."""
    pressed = said.extras.pressed
    return _pressed(pressed) if pressed and not said.reveals else []


def below(said: InboundPost) -> list[Block]:
    """What stands after the client's words."""
    extras = said.extras
    blocks = [*_place(extras.place), *(_contact(each) for each in extras.contacts[:_SHOWN_CONTACTS])]
    more = len(extras.contacts) - _SHOWN_CONTACTS
    if more > 0:
        blocks.append(context(plain(f"and {more} more contact{'s' if more > 1 else ''}")))
    if extras.unsupported:
        blocks.append(section(plain(UNSUPPORTED)))
    return [*blocks, *_referral(extras.referral)]


def files_in_words(media: tuple[Media, ...], extras: Extras) -> str:
    """What came with the text: a file is not shown by its address, which would give it away."""
    words = media_words_of(media, extras)
    alone = len(media) == 1 and (extras.sticker or extras.voice)
    return words.capitalize() if alone else f"With {words}" if words else ""


def all_in_words(said: InboundPost) -> str:
    """A message without words in words, for its notification."""
    words = files_in_words(said.media, said.extras) or in_words((), said.extras)
    return words[:1].upper() + words[1:]


def _pressed(pressed: Pressed) -> list[Block]:
    did = "Picked" if pressed.is_list else "Pressed"
    title, small_print = _line(pressed.title), _line(pressed.description)
    what = f"“{title}”" if title else "a row of the list" if pressed.is_list else "a button"
    return [section(plain(f"{did} {what}")), *([context(plain(small_print))] if small_print else [])]


def _place(place: Place | None) -> list[Block]:
    if place is None:
        return []
    spot = f"{place.latitude:.6f}, {place.longitude:.6f}"
    named = "\n".join(part for part in (_line(place.label), _line(place.address)) if part)
    # OpenStreetMap takes a place in a plain address: no account, no key, and nobody is told who looks.
    mark = f"mlat={place.latitude:.6f}&mlon={place.longitude:.6f}"
    at = f"{place.latitude:.6f}/{place.longitude:.6f}"
    url = f"https://www.openstreetmap.org/?{mark}#map=17/{at}"
    return [section(plain(f"📍 {named or spot}")), context(mrkdwn(web_link(url, "Open on a map")))]


def _contact(contact: Contact) -> Block:
    name = ", ".join(part for part in (_line(contact.name), _line(contact.company)) if part)
    reached = [*contact.phones[:_SHOWN_NUMBERS], *contact.emails[:_SHOWN_NUMBERS]]
    lines = [f"Contact: {name or 'without a name'}", *filter(None, map(_line, reached))]
    return section(plain("\n".join(lines)))


def _referral(referral: Referral | None) -> list[Block]:
    if referral is None:
        return []
    headline = _line(referral.headline) or _line(referral.body)
    said = f"Wrote from an advertisement: {headline}" if headline else "Wrote from an advertisement"
    link = web_link(referral.url, "Open it") if referral.url else ""
    return [context(plain(said), *([mrkdwn(link)] if link else []))]


def _line(text: str) -> str:
    return shortened(" ".join(shown(text).split()), _LINE)
