"""What each kind of post in a client's thread says, from what is stored at the moment it is written."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.beside import beside
from bot.domain.client import Client
from bot.domain.message import NEVER_WENT, Message, Status
from bot.domain.sensitive import is_hidden, names, shown_body
from bot.domain.settings import DlpAction
from bot.domain.template import SentTemplate
from bot.domain.thread import (
    FailurePost,
    InboundPost,
    LinkedPost,
    MutedPost,
    Offer,
    OfferKind,
    OptOutQuestion,
    OutboundPost,
    PerhapsSamePost,
    Quoted,
    ReactionPost,
    StillScheduledPost,
    SystemPost,
    ThreadPost,
    UnconfirmedPost,
)
from bot.domain.whatsapp_id import is_whatsapp_id
from bot.flows.threads.notices import read_offers
from bot.flows.threads.waiting import waiting_to_go
from bot.storage.repositories.outbox import ClaimedItem

EXCERPT = 80


@dataclass(frozen=True)
class Subject:
    """An item of the outbox with the client and the message that it is about, and what that one answers:
    the message that it quotes, and the reminder before it, in words."""

    item: ClaimedItem
    client: Client
    of: Message | None
    quoted: Quoted | None = None
    reminder: str = ""

    @property
    def message(self) -> Message:
        """The message; an item about one that is gone cannot be said."""
        if self.of is None:
            raise LookupError(f"The message of a {self.item.kind} post is gone.")
        return self.of


def thread_post(
    item: ClaimedItem,
    message: Message | None,
    client: Client,
    quoted: Quoted | None = None,
    reminder: str = "",
) -> ThreadPost:
    """The post that an item stands for."""
    return SAYS[item.kind](Subject(item, client, message, quoted, reminder))


def _system(about: Subject) -> SystemPost:
    data = about.item.data
    return SystemPost(data["text"], data.get("by", ""), data.get("to", ""), read_offers(data))


def _linked(about: Subject) -> LinkedPost:
    # The link is looked up when the post is written: the other thread may have no card before.
    data = about.item.data
    return LinkedPost(data["text"], data["by"], undo=data["undo"])


def _muted(about: Subject) -> MutedPost:
    return MutedPost(about.client.id, about.item.data["by"])


def _perhaps_same(about: Subject) -> PerhapsSamePost:
    data = about.item.data
    return PerhapsSamePost(data["text"], data["stays"], data["goes"])


def _inbound(about: Subject) -> InboundPost | ReactionPost:
    message = about.message
    if reacted := message.extras.reacted:
        return ReactionPost(about.client.name, reacted.emoji, about.quoted or Quoted())
    return InboundPost(
        client_name=about.client.name,
        channel=message.channel,
        body=shown_body(message),
        media=message.media,
        keyword_note=about.item.data.get("note", ""),
        answers=about.reminder,
        privacy_note=_privacy_note(message),
        reveals=message.id if is_hidden(message) else "",
        extras=message.extras,
        quoted=about.quoted,
        by_rcs=message.by_rcs,
    )


def _outbound(about: Subject) -> OutboundPost:
    message = about.message
    return OutboundPost(
        user=message.slack_user or "",
        channel=message.channel,
        body=shown_body(message),
        sender=message.sender,
        notice=message.notice,
        reveals=message.id if is_hidden(message) else "",
        waiting=waiting_to_go(message, about.client),
        template=_template(message),
        offers=_while_it_waits(message),
        outcome=_outcome(message) if _has_an_outcome(message) else "",
        is_scheduled=message.scheduled_for is not None,
        files=tuple(each.name for each in message.media),
        made_from=message.made_from,
    )


def _has_an_outcome(message: Message) -> bool:
    return message.scheduled_for is not None or message.awaits_consent or message.is_held_reminder


def _template(message: Message) -> SentTemplate | None:
    """The template, without its buttons where something is hidden: they may repeat it."""
    template = message.template
    return replace(template, buttons=()) if template and is_hidden(message) else template


def _while_it_waits(message: Message) -> tuple[Offer, ...]:
    if not message.is_waiting_for_consent:
        return _about_its_time(message)
    by_sms = () if is_whatsapp_id(message.to) else (Offer(OfferKind.SEND_AS_SMS, message.id),)
    return Offer(OfferKind.CANCEL, message.id), *by_sms


def _about_its_time(message: Message) -> tuple[Offer, ...]:
    """What can be done about a text that waits for the time that a person has chosen."""
    if not message.is_scheduled:
        return ()
    return Offer(OfferKind.CHANGE_TIME, message.id), Offer(OfferKind.CANCEL, message.id)


def _outcome(message: Message) -> str:
    if message.status is Status.CANCELED:
        return "Taken back: the client does not get it."
    return "It did not go; the reason stands below." if message.status in NEVER_WENT else ""


def _still_scheduled(about: Subject) -> StillScheduledPost:
    message, by = about.message, about.item.data["by"]
    name, user = about.client.name, message.slack_user or ""
    return StillScheduledPost(user, name, by, message.due_at, _about_its_time(message))


def _unconfirmed(about: Subject) -> UnconfirmedPost:
    message = about.message
    looked_up = about.item.data.get("looked_up") == "yes"
    return UnconfirmedPost(message.id, message.whom_to_tell, summary(message), looked_up)


def _opt_out_question(about: Subject) -> OptOutQuestion:
    message, data = about.message, about.item.data
    return OptOutQuestion(
        review_id=data["review_id"],
        client_name=about.client.name,
        channel=message.channel.family,
        excerpt=summary(message),
        due_at=datetime.fromisoformat(data["due_at"]),
        is_reminder=about.item.kind == "opt_out_reminder",
    )


def _failure(about: Subject) -> FailurePost:
    message = about.message
    # The reason stands in the first line, what helps in the others (see ``outcome.failed``).
    reason, _, advice = (message.error_text or "The message did not go.").partition("\n")
    return FailurePost(
        message_id=message.id,
        user=message.whom_to_tell,
        reason=reason,
        help=advice,
        code=message.error_code,
        excerpt=summary(message),
        can_retry=message.can_retry,
        offers=read_offers(about.item.data),
    )


def _privacy_note(message: Message) -> str:
    """What people should know of a text in which a rule only warns of something."""
    warned = [each for each in message.hidden if each.action is DlpAction.WARN]
    return f"Holds something private: {names(warned)}" if warned else ""


def summary(message: Message) -> str:
    """The beginning of a message, or what it is made of."""
    return excerpt(shown_body(message)) or f"({excerpt(beside(message)) or 'no text'})"


def excerpt(text: str) -> str:
    """The beginning of a text in one line."""
    line = " ".join(text.split())
    return line if len(line) <= EXCERPT else line[: EXCERPT - 1] + "…"


# Every kind of item that is a post in a thread.
SAYS: dict[str, Callable[[Subject], ThreadPost]] = {
    "inbound": _inbound,
    "outbound": _outbound,
    "outbound_again": _outbound,
    "still_scheduled": _still_scheduled,
    "failure": _failure,
    "unconfirmed": _unconfirmed,
    "opt_out_question": _opt_out_question,
    "opt_out_reminder": _opt_out_question,
    "system": _system,
    "linked": _linked,
    "perhaps_same": _perhaps_same,
    "muted": _muted,
}
