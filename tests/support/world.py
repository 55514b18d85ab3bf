"""A small world for the flows: a clock that obeys, our senders, and a provider and a Slack that remember."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from bot.domain.channel import Channel
from bot.domain.conversation import Card
from bot.domain.events import InboundText
from bot.domain.message import Media
from bot.domain.money import Money
from bot.domain.template import Approval, Template
from bot.domain.template_draft import TemplateDraft
from bot.domain.thread import Mark, Notice, SharedFile, ThreadPost
from bot.flows.context import Context, FlowSettings
from bot.ports import (
    Accepted,
    DownloadFailed,
    LookUp,
    MediaFailed,
    Missed,
    NotFound,
    Outgoing,
    PostFailed,
    Sender,
    SenderReport,
    SendResult,
    SubmitFailed,
    Submitted,
)
from bot.storage.store import Store

CLOCK_START = datetime(2026, 11, 20, 15, 0, tzinfo=UTC)
OUR_SMS, OUR_WHATSAPP = "+12025550100", "+12025550199"
INBOX = "C0INBOX"


class StoppedClock:
    """Tells the time it was given, until it is moved."""

    def __init__(self, now: datetime) -> None:
        self._now = now

    def now(self) -> datetime:
        """The time."""
        return self._now

    def advance(self, **by: float) -> None:
        """Move forward by a timedelta's arguments."""
        self._now += timedelta(**by)


def make_context(store: Store, clock: StoppedClock, *, undo_seconds: float = 5) -> Context:
    """A context with one SMS number (one text a second) and one WhatsApp sender."""
    senders = (
        Sender("twilio", Channel.SMS, OUR_SMS, timedelta(seconds=1)),
        Sender("twilio", Channel.WHATSAPP, OUR_WHATSAPP, timedelta(milliseconds=12.5)),
    )
    settings = FlowSettings("US", INBOX, timedelta(seconds=undo_seconds))
    return Context(store, clock, senders, settings)


def inbound(
    body: str,
    sid: str,
    *,
    sender: str = "+12125550123",
    channel: Channel = Channel.SMS,
    received_at: datetime = CLOCK_START,
    **more: object,
) -> InboundText:
    """A text from a client."""
    to = OUR_WHATSAPP if channel is Channel.WHATSAPP else OUR_SMS
    return InboundText("twilio", sid, channel, sender, to, body, received_at, **more)  # type: ignore[arg-type]


@dataclass
class RememberingProvider:
    """Answers what it is told to and remembers what it was asked; a double for the flows only."""

    name: str = "twilio"
    answers: list[SendResult] = field(default_factory=list)
    found: LookUp = field(default_factory=NotFound)
    sent: list[Outgoing] = field(default_factory=list)
    unheard: Missed | None = field(default_factory=Missed)
    billed: dict[str, Money] | None = field(default_factory=dict)
    states: tuple[SenderReport, ...] | None = ()
    shelf: tuple[Template, ...] | None = ()
    spans: list[tuple[datetime, datetime]] = field(default_factory=list)
    files: dict[str, bytes] = field(default_factory=dict)
    submissions: list[Submitted | SubmitFailed] = field(default_factory=list)
    drafts: list[TemplateDraft] = field(default_factory=list)
    undeletable: list[SubmitFailed] = field(default_factory=list)
    deleted: list[Template] = field(default_factory=list)
    lost: list[MediaFailed] = field(default_factory=list)
    fetched: list[tuple[str, int]] = field(default_factory=list)
    typing: list[tuple[str, str]] = field(default_factory=list)

    async def send(self, message: Outgoing) -> SendResult:
        """Take the message; the next answer that was put in, or an acceptance."""
        self.sent.append(message)
        return self.answers.pop(0) if self.answers else Accepted(f"SM{len(self.sent):032d}")

    async def show_typing(self, sender: str, answering: str) -> bool:
        """Remember it."""
        self.typing.append((sender, answering))
        return True

    async def fetch_media(self, media: Media, most_bytes: int) -> bytes:
        """The bytes that were put in for this address, or the next failure that was."""
        self.fetched.append((media.url, most_bytes))
        if self.lost:
            raise self.lost.pop(0)
        return self.files[media.url]

    async def missed(self, _since: datetime) -> Missed | None:
        """What it was told to have missed."""
        return self.unheard

    async def prices(self, since: datetime, until: datetime) -> dict[str, Money] | None:
        """What it was told to have billed; the spans it was asked about are remembered."""
        self.spans.append((since, until))
        return self.billed

    async def sender_states(self) -> tuple[SenderReport, ...] | None:
        """What it was told of the senders."""
        return self.states

    async def templates(self) -> tuple[Template, ...] | None:
        """The templates it was given."""
        return self.shelf

    async def submit_template(self, draft: TemplateDraft) -> Submitted | SubmitFailed:
        """The next answer that was put in, or the draft as a template that waits for approval."""
        self.drafts.append(draft)
        if self.submissions:
            return self.submissions.pop(0)
        made = Template(
            f"HX{len(self.drafts):032d}",
            draft.name,
            draft.language,
            draft.category,
            draft.kind,
            draft.body,
            approval=Approval.PENDING,
        )
        return Submitted(made)

    async def delete_template(self, template: Template) -> SubmitFailed | None:
        """The next refusal that was put in, or done."""
        if self.undeletable:
            return self.undeletable.pop(0)
        self.deleted.append(template)
        return None

    async def look_up(self, _message: Outgoing, _since: datetime, _known: frozenset[str]) -> LookUp:
        """What it was told to find."""
        return self.found


@dataclass
class RememberingSlack:
    """Implements ThreadPoster in memory: what stands where, and refusals on demand."""

    posts: list[tuple[str, str | None, Card | ThreadPost, str]] = field(default_factory=list)
    roots: dict[str, Card] = field(default_factory=dict)
    marks: list[tuple[str, str, Mark]] = field(default_factory=list)
    notices: list[tuple[str, str]] = field(default_factory=list)
    directs: list[tuple[str, str]] = field(default_factory=list)
    said: list[Notice] = field(default_factory=list)
    files: list[tuple[str, SharedFile]] = field(default_factory=list)
    steps: list[tuple[str, dict[str, str], str]] = field(default_factory=list)
    in_channels: list[tuple[str, str | None, str, str]] = field(default_factory=list)
    shared: list[tuple[str | None, SharedFile]] = field(default_factory=list)
    uploads: dict[str, bytes] = field(default_factory=dict)
    not_given: list[DownloadFailed] = field(default_factory=list)
    refuse: list[PostFailed] = field(default_factory=list)
    _keys: dict[str, tuple[str, str | None]] = field(default_factory=dict)
    _count: int = 0

    def _ts(self) -> str:
        if self.refuse:
            raise self.refuse.pop(0)
        self._count += 1
        return f"1700000000.{self._count:06d}"

    async def post_root(self, channel: str, card: Card, key: str) -> str:
        """Post a card."""
        ts = self._ts()
        self.posts.append((ts, None, card, key))
        self.roots[ts] = card
        return ts

    async def update_root(self, _channel: str, root_ts: str, card: Card) -> None:
        """Write a card anew."""
        self._ts()
        self.roots[root_ts] = card

    async def post(self, _channel: str, root_ts: str, post: ThreadPost, key: str) -> str:
        """Post into a thread."""
        ts = self._ts()
        self.posts.append((ts, root_ts, post, key))
        return ts

    async def post_markdown(self, channel: str, root_ts: str | None, markdown: str, by: str, key: str) -> str:
        """Post a message of the team's."""
        ts = self._ts()
        self.in_channels.append((channel, root_ts, markdown, by))
        self._keys[key] = (ts, root_ts)
        return ts

    async def update_post(self, _channel: str, ts: str, post: ThreadPost) -> None:
        """Write a post anew."""
        self._ts()
        self.posts = [(at, root, post if at == ts else known, key) for at, root, known, key in self.posts]

    async def mark(self, channel: str, ts: str, mark: Mark) -> None:
        """React."""
        self._ts()
        self.marks.append((channel, ts, mark))

    async def tell(self, _channel: str, _root_ts: str | None, user: str, notice: Notice) -> None:
        """Say something to one teammate."""
        self._ts()
        self.notices.append((user, notice.text))
        self.said.append(notice)

    async def send_direct(self, user: str, notice: Notice) -> None:
        """Say something in the direct messages."""
        self._ts()
        self.directs.append((user, notice.text))

    async def send_file(self, user: str, file: SharedFile) -> None:
        """Hand over a file."""
        self._ts()
        self.files.append((user, file))

    async def fetch_file(self, url: str, most_bytes: int) -> bytes:
        """The bytes that were put in for this address, or the next failure that was."""
        if self.not_given:
            raise self.not_given.pop(0)
        if len(self.uploads[url]) > most_bytes:
            raise DownloadFailed("The file is too large.")
        return self.uploads[url]

    async def share_file(self, _channel: str, root_ts: str | None, file: SharedFile) -> None:
        """Show a file in a thread, or in the channel."""
        self._ts()
        self.shared.append((root_ts, file))

    async def has_file(self, _channel: str, root_ts: str | None, name: str, _since: datetime) -> bool:
        """Whether it stands there."""
        return any((root, file.name) == (root_ts, name) for root, file in self.shared)

    async def names(self, users: Iterable[str]) -> dict[str, str]:
        """Everybody is called by their id."""
        return {user: f"Name of {user}" for user in users}

    async def link_to(self, channel: str, ts: str) -> str:
        """An address that tells which message it is."""
        return f"https://slack.test/{channel}/{ts}"

    async def finish_step(self, execution_id: str, outputs: Mapping[str, str], error: str) -> None:
        """Tell a workflow."""
        self._ts()
        self.steps.append((execution_id, dict(outputs), error))

    async def find(self, _channel: str, root_ts: str | None, key: str, _since: datetime) -> str | None:
        """The post with this key, if it stands."""
        in_threads = {known: (ts, root) for ts, root, _, known in self.posts}
        ts, root = (in_threads | self._keys).get(key, (None, None))
        return ts if root == root_ts else None
