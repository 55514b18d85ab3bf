"""What is known when the gate is asked: about the client, the author, the money and the sender."""

from dataclasses import dataclass, field
from datetime import datetime

from bot.domain.consent import ConsentScope, ConsentState, DncEntry
from bot.domain.failure import RecipientFault
from bot.domain.money import Money
from bot.domain.roles import Role
from bot.domain.sender import SenderState
from bot.domain.settings import WorkspaceSettings
from bot.domain.template import Template


@dataclass(frozen=True)
class BudgetState:
    """What a budget allows in this month and what is taken of it: spent and reserved, this message included
    when it holds a reservation (``includes_this``). ``name`` is how people call the budget, ``renews`` when
    the new month begins, in the workspace's own zone."""

    name: str
    limit: Money | None
    taken: Money
    messages_limit: int | None = None
    messages_taken: int = 0
    includes_this: bool = False
    renews: datetime | None = None


@dataclass(frozen=True)
class Facts:
    """Everything the checks look at. Times are UTC.

    ``zones`` are the time zones the client may be in; ``state`` the US state that the number's area code
    presumes, such as ``FL``. ``last_inbound_at``: when the client last wrote on this channel. ``introduced``:
    the client has had a text that names the business. ``recent``: when other texts of ours have gone to this
    client, or are about to, within the last week. ``cost``: what this message is estimated to cost.
    ``opt_out_review``: the client's own words sound like an opt-out and nobody has decided yet. ``business``:
    what we call ourselves to clients. ``is_ahead``: it is asked about a time to come, for which somebody
    schedules the text. ``template``: what is known of the template that the draft is of; None for words of
    our own, and for a template that is there no more. ``asked_until``: until when the client is expected to
    answer our question whether they want WhatsApp; None when nothing is asked. ``awaits_consent``: the text
    was stored to wait for that answer, since ``waits_since``; ``waiting`` is how many others do.
    """

    client_name: str = "The client"
    consent: ConsentState = ConsentState.UNKNOWN
    consent_scope: ConsentScope = ConsentScope.TRANSACTIONAL
    dnc: DncEntry | None = None
    opt_out_review: bool = False
    fault: RecipientFault | None = None
    is_spam: bool = False
    zones: tuple[str, ...] = ()
    state: str | None = None
    last_inbound_at: datetime | None = None
    introduced: bool = True
    business: str = ""
    recent: tuple[datetime, ...] = ()
    template: Template | None = None
    author: Role = Role.SENDER
    cost: Money | None = None
    budgets: tuple[BudgetState, ...] = ()
    sender: SenderState = field(default_factory=SenderState)
    settings: WorkspaceSettings = field(default_factory=WorkspaceSettings)
    is_ahead: bool = False
    asked_until: datetime | None = None
    awaits_consent: bool = False
    waits_since: datetime | None = None
    waiting: int = 0
