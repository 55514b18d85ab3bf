"""What is put into the outbox for Slack: each kind, its order, its pace, and what makes it unique."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from bot.domain.consent import Review
from bot.domain.conversation import Conversation
from bot.domain.held_reply import HeldReply
from bot.domain.message import Message, Status
from bot.domain.thread import Mark, Notice, Offer
from bot.flows.threads import channel_items
from bot.flows.threads.notices import notice_as_json, offers_as_json
from bot.storage.repositories.lanes import Pace
from bot.storage.repositories.outbox import OutboxItem

# Slack's tiers per minute (facts: chat.update and reactions.add 50, postEphemeral 100). Interval and burst
# together stay within the tier in any minute.
_TIER_3 = Pace(timedelta(seconds=1.5), burst=10)
_TIER_4 = Pace(timedelta(seconds=0.75), burst=20)
# Slack tolerates a short burst of posts in a channel.
_POST_BURST = 3
# The kinds of post that show a text, each once.
TEXTS = ("inbound", "outbound")
# After these the post of a text says nothing that could change.
_UNSETTLED = frozenset({Status.QUEUED, Status.SENDING, Status.CHECKING})


def pace_of(lane: str, post_interval: timedelta) -> Pace:
    """How fast a lane of the outbox may go; posts keep ``post_interval`` within a channel."""
    if lane.startswith("post:"):
        return Pace(post_interval, _POST_BURST)
    return _TIER_4 if lane == "tell" else _TIER_3


def root(conversation: Conversation) -> OutboxItem:
    """The card, posted as a thread's root; asked for again, it is posted anew if it is gone."""
    return OutboxItem(
        kind="root",
        order_key=conversation.id,
        lane=_posts(conversation),
        dedupe_key=f"root:{conversation.id}",
        data={"conversation_id": conversation.id},
        newest_only=True,
    )


def card(conversation_id: str) -> OutboxItem:
    """The card written anew."""
    return OutboxItem(
        kind="card",
        order_key=f"card:{conversation_id}",
        lane="update",
        dedupe_key=f"card:{conversation_id}",
        data={"conversation_id": conversation_id},
        newest_only=True,
    )


def message_post(kind: str, conversation: Conversation, message_id: str, **more: Any) -> OutboxItem:
    """A post about one message: ``inbound``, ``outbound``, ``failure`` or ``unconfirmed``."""
    return OutboxItem(
        kind=kind,
        order_key=conversation.id,
        lane=_posts(conversation),
        dedupe_key=f"{kind}:{message_id}",
        data={"conversation_id": conversation.id, "message_id": message_id} | more,
    )


def outbound_again(message: Message) -> OutboxItem:
    """The post of a text that a person has scheduled, written anew: when it goes, or what became of it."""
    return OutboxItem(
        kind="outbound_again",
        order_key=f"again:{message.id}",
        lane="update",
        dedupe_key=f"again:{message.id}",
        data={"conversation_id": message.conversation_id, "message_id": message.id},
        newest_only=True,
    )


def client_wrote(conversation: Conversation, message: Message, note: str = "") -> list[OutboxItem]:
    """A client's text in the thread and, below it, each file that came with it."""
    words = message_post("inbound", conversation, message.id, note=note)
    files = [inbound_file(conversation, message.id, index) for index in range(len(message.media))]
    return [words, *files]


def inbound_file(
    conversation: Conversation, message_id: str, index: int, *, late: bool = False
) -> OutboxItem:
    """A file that came with a client's text; ``late``: it no longer holds up what came after it."""
    key = f"inbound_file:{message_id}:{index}" + (":late" if late else "")
    data = {"conversation_id": conversation.id, "message_id": message_id, "index": index}
    return OutboxItem(
        kind="inbound_file",
        order_key=key if late else conversation.id,
        lane=_posts(conversation),
        dedupe_key=key,
        data=data | ({"late": True} if late else {}),
    )


def reply_files(held: HeldReply) -> OutboxItem:
    """The files of a teammate's reply, to be made ready; one conversation's one after the other."""
    return OutboxItem(
        kind="reply_files",
        order_key=f"files:{held.conversation_id}",
        lane="files",
        dedupe_key=f"reply_files:{held.id}",
        data={"held_id": held.id},
    )


def compose_files(intent_key: str, form: dict[str, Any]) -> OutboxItem:
    """A text of the compose form, to go once its files are ready."""
    return OutboxItem(
        kind="compose_files",
        order_key=f"files:{intent_key}",
        lane="files",
        dedupe_key=f"compose_files:{intent_key}",
        data=form,
    )


def opt_out_question(conversation: Conversation, review: Review, *, reminder: bool = False) -> OutboxItem:
    """The question whether a client's words are an opt-out; asked once more as a reminder."""
    kind = "opt_out_reminder" if reminder else "opt_out_question"
    due = review.due_at.isoformat()
    return message_post(kind, conversation, review.message_id, review_id=review.id, due_at=due)


def system_post(
    conversation: Conversation,
    text: str,
    key: str,
    *,
    by: str = "",
    to: str = "",
    offers: Iterable[Offer] = (),
) -> OutboxItem:
    """A line of the app's own in the thread; ``by`` and ``to`` are the teammates that it mentions, ``offers``
    the buttons below it."""
    more: dict[str, Any] = {name: user for name, user in (("by", by), ("to", to)) if user}
    if buttons := offers_as_json(offers):
        more["offers"] = buttons
    return OutboxItem(
        kind="system",
        order_key=conversation.id,
        lane=_posts(conversation),
        dedupe_key=f"system:{key}",
        data={"conversation_id": conversation.id, "text": text} | more,
    )


def continued_post(
    stood: Conversation, goes_on: Conversation, why: str, *, before: str, without: Iterable[str]
) -> OutboxItem:
    """Where the thread stood and ``why`` it goes on under a new card, with the last texts that were stored
    before the row ``before``: not those, by id, ``without`` which it is told, as they have posts of their own
    in the new thread."""
    return OutboxItem(
        kind="continued",
        order_key=goes_on.id,
        lane=_posts(goes_on),
        dedupe_key=f"continued:{_place(stood)}",
        data={"conversation_id": goes_on.id, "text": why, "before": before, "without": sorted(without)}
        | _stood(stood),
    )


def left_post(stood: Conversation) -> OutboxItem:
    """In the thread that is left, where the conversation goes on: written once the new card stands."""
    return OutboxItem(
        kind="left",
        order_key=stood.id,
        lane=_posts(stood),
        dedupe_key=f"left:{_place(stood)}",
        data={"conversation_id": stood.id} | _stood(stood),
    )


def old_card(conversation_id: str, channel: str, root_ts: str) -> OutboxItem:
    """A card that was left, with nothing but the way to the new one. After any update of the card that is
    under way, so that none undoes it."""
    return OutboxItem(
        kind="old_card",
        order_key=f"card:{conversation_id}",
        lane="update",
        dedupe_key=f"old_card:{channel}:{root_ts}",
        data={"conversation_id": conversation_id, "channel": channel, "root_ts": root_ts},
    )


def muted_post(conversation: Conversation, by: str, key: str) -> OutboxItem:
    """That the client was marked as spam, with the way back."""
    return OutboxItem(
        kind="muted",
        order_key=conversation.id,
        lane=_posts(conversation),
        dedupe_key=f"muted:{key}",
        data={"conversation_id": conversation.id, "by": by},
    )


def linked_post(
    conversation: Conversation,
    text: str,
    key: str,
    *,
    by: str,
    link_to: Conversation | None = None,
    link_at: tuple[str, str] | None = None,
    undo: str = "",
) -> OutboxItem:
    """What a teammate did, with a link to another thread, or to a message (channel and ts) in one; ``undo``
    names the merge that can be undone."""
    more: dict[str, Any] = {"link_to": link_to.id} if link_to else {}
    more |= {"link_at": list(link_at)} if link_at else {}
    return OutboxItem(
        kind="linked",
        order_key=conversation.id,
        lane=_posts(conversation),
        dedupe_key=f"linked:{key}",
        data={"conversation_id": conversation.id, "text": text, "by": by, "undo": undo} | more,
    )


def perhaps_same(
    conversation: Conversation, text: str, stays: str, goes: str, other: Conversation | None
) -> OutboxItem:
    """Two clients, by id, may be one: a teammate is asked, once for each pair."""
    link = {"link_to": other.id} if other else {}
    return OutboxItem(
        kind="perhaps_same",
        order_key=conversation.id,
        lane=_posts(conversation),
        dedupe_key=f"perhaps_same:{':'.join(sorted((stays, goes)))}",
        data={"conversation_id": conversation.id, "text": text, "stays": stays, "goes": goes} | link,
    )


def message_mark(message_id: str) -> OutboxItem:
    """The reaction that shows where a message stands; only the newest is written."""
    return OutboxItem(
        kind="mark",
        order_key=f"mark:{message_id}",
        lane="react",
        dedupe_key=f"mark:{message_id}",
        data={"message_id": message_id},
        newest_only=True,
    )


def plain_mark(channel: str, ts: str, mark: Mark) -> OutboxItem:
    """A reaction on a Slack message that has not become a message to the client, such as a note."""
    return OutboxItem(
        kind="mark",
        order_key=f"mark:{channel}:{ts}",
        lane="react",
        dedupe_key=f"mark:{channel}:{ts}:{mark.value}",
        data={"channel": channel, "ts": ts, "mark": mark.value},
    )


def tell(user: str, channel: str, root_ts: str | None, text: str, key: str) -> OutboxItem:
    """A word to one teammate, which only they see."""
    return tell_notice(user, channel, root_ts, Notice(text), key)


def tell_notice(user: str, channel: str, root_ts: str | None, notice: Notice, key: str) -> OutboxItem:
    """The same with the time at which a text goes, and with ways out."""
    return OutboxItem(
        kind="tell",
        order_key=f"tell:{user}",
        lane="tell",
        dedupe_key=f"tell:{key}",
        data={"user": user, "channel": channel, "root_ts": root_ts} | notice_as_json(notice),
    )


def direct(user: str, text: str, key: str) -> OutboxItem:
    """A word to a teammate in the app's direct messages."""
    return direct_notice(user, Notice(text), key)


def direct_notice(user: str, notice: Notice, key: str) -> OutboxItem:
    """The same with ways out; a link in the notice is not kept."""
    return OutboxItem(
        kind="direct",
        order_key=f"direct:{user}",
        lane=f"post:{user}",
        dedupe_key=f"direct:{key}",
        data={"user": user} | notice_as_json(notice),
    )


def announcement(channel: str, text: str, key: str) -> OutboxItem:
    """A report of the program's own in a channel, outside of any thread."""
    return OutboxItem(
        kind="direct",
        order_key=f"announce:{channel}",
        lane=f"post:{channel}",
        dedupe_key=f"announce:{key}",
        data={"user": channel, "text": text},
    )


# They are named here as all items are.
CHANNEL_POST = channel_items.CHANNEL_POST
channel_post, channel_goes_on = channel_items.channel_post, channel_items.channel_goes_on


def costs_picture(user: str, months: int, now: datetime) -> OutboxItem:
    """The picture of the costs for one teammate, drawn when its turn comes; asked for again, drawn again."""
    return OutboxItem(
        kind="costs_picture",
        order_key=f"picture:{user}",
        lane=f"post:{user}",
        dedupe_key=f"costs:{user}:{now.isoformat()}",
        data={"user": user, "months": months},
    )


def audit_export(user: str, wanted: dict[str, str], key: str) -> OutboxItem:
    """The audit as a file, in a teammate's direct messages with the app; ``wanted`` says which part of it."""
    return OutboxItem(
        kind="audit_export",
        order_key=f"direct:{user}",
        lane=f"post:{user}",
        dedupe_key=f"audit_export:{key}",
        data={"user": user, **wanted},
    )


def client_export(user: str, key: str) -> OutboxItem:
    """All clients as a file, in a teammate's direct messages with the app."""
    return _file_for(user, "client_export", key)


def import_rejects(user: str, import_id: str) -> OutboxItem:
    """The rows of a file that were not imported, as a file."""
    return _file_for(user, "import_rejects", import_id, import_id=import_id)


def _file_for(user: str, kind: str, key: str, **more: Any) -> OutboxItem:
    return OutboxItem(
        kind=kind,
        order_key=f"direct:{user}",
        lane=f"post:{user}",
        dedupe_key=f"{kind}:{key}",
        data={"user": user, **more},
    )


def step_finished(execution_id: str, outputs: Mapping[str, str], error: str = "") -> OutboxItem:
    """What a workflow is told of its step: what it hands on, or, with ``error``, why it failed."""
    return OutboxItem(
        kind="step_finished",
        order_key=f"step:{execution_id}",
        lane="steps",
        dedupe_key=f"step:{execution_id}",
        data={"execution_id": execution_id, "outputs": dict(outputs), "error": error},
    )


def about(message: Message) -> list[OutboxItem]:
    """What shows a message's new status: its reaction, if it stands in Slack, the card, and for one that was
    scheduled, or waits for consent, its own post, which has said so. ``message`` is as it was before."""
    shown = [card(message.conversation_id)]
    if message.slack_user or message.slack_ts:
        shown.append(message_mark(message.id))
    if message.has_waiting_post and message.slack_ts and message.status in _UNSETTLED:
        shown.append(outbound_again(message))
    return shown


def _stood(conversation: Conversation) -> dict[str, Any]:
    return {"channel": conversation.slack_channel, "root_ts": conversation.root_ts}


def _place(conversation: Conversation) -> str:
    return f"{conversation.id}:{conversation.slack_channel}:{conversation.root_ts}"


def _posts(conversation: Conversation) -> str:
    return f"post:{conversation.slack_channel}"
