"""What an admin has decided for the workspace; the defaults keep a small team within the law."""

from dataclasses import dataclass, field
from datetime import time, timedelta
from decimal import Decimal
from enum import StrEnum

from bot.domain.channel import Channel
from bot.domain.roles import Role


@dataclass(frozen=True)
class QuietHours:
    """When texts may arrive, at the client's own time. Source of the default: 47 CFR 64.1200(c)(1).

    The same time twice: no quiet hours of the team's own. ``state_rules``: the stricter hours of some US
    states hold as well. ``reply_passes``: an answer to a client who wrote within this time goes at any hour;
    zero: never.
    """

    opens: time = time(8)
    closes: time = time(21)
    state_rules: bool = True
    reply_passes: timedelta = timedelta(hours=1)


@dataclass(frozen=True)
class FrequencyCaps:
    """How many texts a client gets at most; None: as many as people write. Answers are never held back."""

    per_day: int | None = None
    per_week: int | None = None
    state_rules: bool = True


@dataclass(frozen=True)
class Budget:
    """What may be spent in a month, in money or in messages; None: no limit."""

    amount: Decimal | None = None
    messages: int | None = None


class DlpAction(StrEnum):
    """What happens to a text in which something sensitive is found."""

    OFF = "off"
    WARN = "warn"
    REDACT = "redact"
    BLOCK = "block"


class DlpKind(StrEnum):
    """How a rule finds what it looks for."""

    CARD = "card"  # Payment card numbers: the right length and check digit, near a word such as "card".
    SSN = "ssn"
    IBAN = "iban"
    PATTERN = "pattern"  # A regular expression of the admin's.


@dataclass(frozen=True)
class DlpRule:
    """Something that must not travel, and what is done about it in each direction."""

    name: str
    kind: DlpKind
    outbound: DlpAction = DlpAction.BLOCK
    inbound: DlpAction = DlpAction.REDACT
    pattern: str = ""


@dataclass(frozen=True)
class ConsentRules:
    """``direct_needs_consent``: a teammate's own text also needs a recorded consent, unless the client wrote
    first. ``stop_covers_all``: a STOP on one channel holds on every channel. ``languages``: in which an
    opt-out in the client's own words is recognised (ISO 639-1)."""

    direct_needs_consent: bool = False
    stop_covers_all: bool = False
    languages: tuple[str, ...] = ("en", "es")


class WhenAbsent(StrEnum):
    """What becomes of a text to a client who turns out not to be on WhatsApp."""

    ASK = "ask"  # The thread asks whether it goes by SMS instead.
    SMS = "sms"  # It goes by SMS by itself.


@dataclass(frozen=True)
class OptInRules:
    """``required``: a client whom we write to first on WhatsApp is asked before, by the template with the id
    ``template``; without one nobody can be asked. Its first button means yes, its second no.

    ``yes`` and ``no`` are further words that count as such. ``confirmation``: what answers a yes; empty: the
    words that come with the program.
    """

    required: bool = True
    template: str = ""
    yes: tuple[str, ...] = ()
    no: tuple[str, ...] = ()
    confirmation: str = ""
    when_absent: WhenAbsent = WhenAbsent.ASK

    @property
    def is_on(self) -> bool:
        """Whether clients are asked."""
        return self.required and bool(self.template)


@dataclass(frozen=True)
class ContentRules:
    """``notice_on_first``: the first text to a client names the business and says how to stop.
    ``business``: the name it uses; empty: the workspace's. ``spam_warnings``: warn of what gets filtered."""

    notice_on_first: bool = True
    business: str = ""
    spam_warnings: bool = True


@dataclass(frozen=True)
class Price:
    """What a message costs to a country (ISO 3166) on a channel: an admin's own figure, for each segment."""

    country: str
    channel: Channel
    amount: Decimal


@dataclass(frozen=True)
class InboxRules:
    """``claim_on_reply``: who answers first becomes the client's owner. ``ask_before_stepping_in``: somebody
    else is asked before a reply goes to a client who has an owner. ``fresh_card_after_days``: after so long a
    silence a conversation goes on under a new card; 0: never."""

    claim_on_reply: bool = True
    ask_before_stepping_in: bool = True
    fresh_card_after_days: int = 14


@dataclass(frozen=True)
class PresenceRules:
    """``show``: clients on WhatsApp see that their message was read, and that somebody is writing."""

    show: bool = False


@dataclass(frozen=True)
class RoutingRule:
    """Clients whose threads stand in this Slack channel: those who wrote to ``sender`` (an address of ours)
    or carry ``tag``; with both, only those of whom both hold. The first rule that fits decides.

    ``texts_from``: the address of ours that they are first texted from; without a channel it is all that the
    rule decides, and the next rule decides where the thread stands."""

    slack_channel: str
    sender: str = ""
    tag: str = ""
    texts_from: str = ""

    @property
    def name(self) -> str:
        """What tells it from the others in the audit."""
        return f"{self.sender or 'any sender'}/{self.tag or 'any tag'}"


@dataclass(frozen=True)
class SenderNote:
    """What the admins say of one sender of ours. ``label`` is what the team calls it; ``is_default``: texts
    to clients who have not been written to yet leave from it; ``is_sandbox``: it is a test number, which
    clients join by writing it ``join`` and ``join_words``."""

    channel: Channel
    sender: str
    label: str = ""
    is_default: bool = False
    is_sandbox: bool = False
    join_words: str = ""

    @property
    def name(self) -> str:
        """What tells it from the others in the audit."""
        return f"{self.channel.value}/{self.sender}"


class Texting(StrEnum):
    """What becomes of texts to a sender of ours."""

    TWO_WAY = "two_way"  # They stand in the client's thread and are answered there.
    AUTO_REPLY = "auto_reply"  # The client is told that nobody reads here; nothing is shown.
    SILENT = "silent"  # They are kept, not shown and not answered.


@dataclass(frozen=True)
class SenderTexting:
    """How one sender of ours deals with what clients write to it; ``answer``: what AUTO_REPLY says."""

    channel: Channel
    sender: str
    texting: Texting = Texting.TWO_WAY
    answer: str = ""

    @property
    def name(self) -> str:
        """What tells it from the others in the audit."""
        return f"{self.channel.value}/{self.sender}"


@dataclass(frozen=True)
class KeywordAnswers:
    """What HELP, INFO and STATUS are answered, and who confirms an appointment (``confirmed``), as templates;
    empty: the answer that comes with the program, in the client's language.

    ``phone``, ``email`` and ``portal`` (a page on the web) are the business's own, for clients.
    ``confirm_words`` are those by which a client confirms; none: those that come with the program.
    ``answers_confirmed``: who has confirmed is told so.
    """

    help: str = ""
    info: str = ""
    status: str = ""
    phone: str = ""
    email: str = ""
    portal: str = ""
    confirmed: str = ""
    confirm_words: tuple[str, ...] = ()
    answers_confirmed: bool = True


_DLP = (
    DlpRule("Card number", DlpKind.CARD),
    DlpRule("Social security number", DlpKind.SSN),
    DlpRule("IBAN", DlpKind.IBAN, outbound=DlpAction.WARN, inbound=DlpAction.REDACT),
)


@dataclass(frozen=True)
class WorkspaceSettings:
    """All of it. ``team_budgets`` are by Slack user group; ``system_channel`` is where the app reports.
    ``post_channel``: where the team's own messages stand in Slack, unless another channel is chosen.
    ``setup_reviewed``: an admin has said that what is left of the set-up may stay as it is."""

    default_role: Role = Role.SENDER
    system_channel: str = ""
    post_channel: str = ""
    time_zone: str = "UTC"
    currency: str = "USD"
    quiet: QuietHours = field(default_factory=QuietHours)
    frequency: FrequencyCaps = field(default_factory=FrequencyCaps)
    consent: ConsentRules = field(default_factory=ConsentRules)
    opt_in: OptInRules = field(default_factory=OptInRules)
    content: ContentRules = field(default_factory=ContentRules)
    dlp: tuple[DlpRule, ...] = _DLP
    budget: Budget = field(default_factory=Budget)
    team_budgets: dict[str, Budget] = field(default_factory=dict)
    prices: tuple[Price, ...] = ()
    inbox: InboxRules = field(default_factory=InboxRules)
    routing: tuple[RoutingRule, ...] = ()
    texting: tuple[SenderTexting, ...] = ()
    senders: tuple[SenderNote, ...] = ()
    answers: KeywordAnswers = field(default_factory=KeywordAnswers)
    setup_reviewed: bool = False
    presence: PresenceRules = field(default_factory=PresenceRules)

    def note_on(self, channel: Channel, sender: str) -> SenderNote:
        """What the admins say of a sender of ours."""
        family = channel.family
        found = (each for each in self.senders if (each.channel, each.sender) == (family, sender))
        return next(found, SenderNote(family, sender))

    def texting_of(self, channel: Channel, sender: str) -> SenderTexting:
        """How a sender of ours deals with what clients write to it."""
        family = channel.family
        found = (each for each in self.texting if (each.channel, each.sender) == (family, sender))
        return next(found, SenderTexting(family, sender))
