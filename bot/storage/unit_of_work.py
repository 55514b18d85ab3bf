"""One transaction on one workspace's rows, and the repositories that are had in it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import cached_property

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.repositories.accounts import Accounts
from bot.storage.repositories.addresses import Addresses
from bot.storage.repositories.attention import AttentionList
from bot.storage.repositories.audit import Audit
from bot.storage.repositories.backlog import Backlog
from bot.storage.repositories.budgets import Budgets
from bot.storage.repositories.channel_states import ChannelStates
from bot.storage.repositories.charges import Charges
from bot.storage.repositories.claims import Claims
from bot.storage.repositories.client_imports import ClientImports
from bot.storage.repositories.client_list import ClientList
from bot.storage.repositories.client_records import ClientRecords
from bot.storage.repositories.client_search import ClientSearch
from bot.storage.repositories.clients import Clients
from bot.storage.repositories.coming import Coming
from bot.storage.repositories.consents import Consents
from bot.storage.repositories.conversations import Conversations
from bot.storage.repositories.dnc import DncList
from bot.storage.repositories.held_replies import HeldReplies
from bot.storage.repositories.inbound_texts import InboundTexts
from bot.storage.repositories.lanes import KnownLanes
from bot.storage.repositories.merges import Merges
from bot.storage.repositories.message_templates import MessageTemplates
from bot.storage.repositories.messages import Messages
from bot.storage.repositories.moving import Moving
from bot.storage.repositories.new_clients import NewClients
from bot.storage.repositories.occasions import Occasions
from bot.storage.repositories.open_failures import OpenFailures
from bot.storage.repositories.opt_ins import OptIns
from bot.storage.repositories.outbox import Outbox
from bot.storage.repositories.own_numbers import OwnNumbers
from bot.storage.repositories.receipts import Receipts
from bot.storage.repositories.recipients import Recipients
from bot.storage.repositories.reminders import Reminders
from bot.storage.repositories.reviews import Reviews
from bot.storage.repositories.roles import Roles
from bot.storage.repositories.sender_states import SenderStates
from bot.storage.repositories.series import SeriesList
from bot.storage.repositories.settings import Settings
from bot.storage.repositories.slack_events import SlackEvents
from bot.storage.repositories.template_tasks import TemplateTasks
from bot.storage.repositories.templates import Templates
from bot.storage.repositories.timetable import Timetable
from bot.storage.repositories.traffic import Traffic
from bot.storage.repositories.trigger_calls import TriggerCalls
from bot.storage.repositories.trigger_keys import TriggerKeys
from bot.storage.repositories.triggers import Triggers
from bot.storage.repositories.unshown_texts import UnshownTexts
from bot.storage.wakeups import Topic


class UnitOfWork:
    """One transaction on one workspace's rows: all of it is kept, or none.

    A repository cannot be had without a workspace, and sees no other's rows.
    """

    def __init__(
        self, connection: AsyncConnection, workspace_id: str, known_lanes: KnownLanes | None = None
    ) -> None:
        self._known_lanes = known_lanes or KnownLanes()
        self.connection = connection
        self.workspace_id = workspace_id
        self.topics: set[Topic] = set()

    @cached_property
    def clients(self) -> Clients:
        """Clients and their addresses."""
        return Clients(self.connection, self.workspace_id)

    @cached_property
    def accounts(self) -> Accounts:
        """Accounts at providers that admins have added."""
        return Accounts(self.connection, self.workspace_id, self.topics)

    @cached_property
    def addresses(self) -> Addresses:
        """Clients' addresses in the hands of people."""
        return Addresses(self.connection, self.workspace_id)

    @cached_property
    def client_records(self) -> ClientRecords:
        """What people write down of clients."""
        return ClientRecords(self.connection, self.workspace_id)

    @cached_property
    def client_list(self) -> ClientList:
        """The list of clients."""
        return ClientList(self.connection, self.workspace_id)

    @cached_property
    def new_clients(self) -> NewClients:
        """Many clients written down at once."""
        return NewClients(self.connection, self.workspace_id)

    @cached_property
    def client_imports(self) -> ClientImports:
        """Imports of files of clients."""
        return ClientImports(self.connection, self.workspace_id, self.topics)

    @cached_property
    def client_search(self) -> ClientSearch:
        """Clients by what somebody types."""
        return ClientSearch(self.connection, self.workspace_id)

    @cached_property
    def consents(self) -> Consents:
        """Consent: the current state and its ledger."""
        return Consents(self.connection, self.workspace_id)

    @cached_property
    def recipients(self) -> Recipients:
        """What the gate must know about addresses."""
        return Recipients(self.connection, self.workspace_id)

    @cached_property
    def dnc(self) -> DncList:
        """The do-not-contact list."""
        return DncList(self.connection, self.workspace_id)

    @cached_property
    def opt_ins(self) -> OptIns:
        """Clients who were asked whether they want WhatsApp."""
        return OptIns(self.connection, self.workspace_id)

    @cached_property
    def reviews(self) -> Reviews:
        """Clients' own words that may be an opt-out."""
        return Reviews(self.connection, self.workspace_id)

    @cached_property
    def channel_states(self) -> ChannelStates:
        """What experience has shown of addresses."""
        return ChannelStates(self.connection, self.workspace_id)

    @cached_property
    def settings(self) -> Settings:
        """What the admins have decided."""
        return Settings(self.connection, self.workspace_id)

    @cached_property
    def roles(self) -> Roles:
        """Who may do what."""
        return Roles(self.connection, self.workspace_id)

    @cached_property
    def audit(self) -> Audit:
        """Who did what."""
        return Audit(self.connection, self.workspace_id)

    @cached_property
    def charges(self) -> Charges:
        """What messages cost."""
        return Charges(self.connection, self.workspace_id)

    @cached_property
    def budgets(self) -> Budgets:
        """What is taken of the budgets."""
        return Budgets(self.connection, self.workspace_id)

    @cached_property
    def sender_states(self) -> SenderStates:
        """Which of our senders may send."""
        return SenderStates(self.connection, self.workspace_id)

    @cached_property
    def own_numbers(self) -> OwnNumbers:
        """Our own numbers, by what their provider calls them."""
        return OwnNumbers(self.connection, self.workspace_id)

    @cached_property
    def template_tasks(self) -> TemplateTasks:
        """What people want done about WhatsApp's templates."""
        return TemplateTasks(self.connection, self.workspace_id, self.topics)

    @cached_property
    def templates(self) -> Templates:
        """WhatsApp's templates, as they were when the provider was last asked."""
        return Templates(self.connection, self.workspace_id)

    @cached_property
    def conversations(self) -> Conversations:
        """Clients' threads."""
        return Conversations(self.connection, self.workspace_id)

    @cached_property
    def merges(self) -> Merges:
        """Clients that have become part of others."""
        return Merges(self.connection, self.workspace_id)

    @cached_property
    def moving(self) -> Moving:
        """Rows on their way from one client to another."""
        return Moving(self.connection, self.workspace_id)

    @cached_property
    def held_replies(self) -> HeldReplies:
        """Replies that wait for their author's word."""
        return HeldReplies(self.connection, self.workspace_id)

    @cached_property
    def messages(self) -> Messages:
        """Messages and their event log."""
        return Messages(self.connection, self.workspace_id)

    @cached_property
    def timetable(self) -> Timetable:
        """Texts by the time at which they go."""
        return Timetable(self.connection, self.workspace_id)

    @cached_property
    def message_templates(self) -> MessageTemplates:
        """Texts that the team has ready."""
        return MessageTemplates(self.connection, self.workspace_id)

    @cached_property
    def occasions(self) -> Occasions:
        """Clients' appointments, payments and the like."""
        return Occasions(self.connection, self.workspace_id)

    @cached_property
    def triggers(self) -> Triggers:
        """What is sent by itself, and for what."""
        return Triggers(self.connection, self.workspace_id, self.topics)

    @cached_property
    def trigger_keys(self) -> TriggerKeys:
        """Keys with which the team's own systems sign."""
        return TriggerKeys(self.connection, self.workspace_id)

    @cached_property
    def trigger_calls(self) -> TriggerCalls:
        """What the team's own systems were answered."""
        return TriggerCalls(self.connection, self.workspace_id)

    @cached_property
    def reminders(self) -> Reminders:
        """What is to be sent for occasions, and when."""
        return Reminders(self.connection, self.workspace_id, self.topics)

    @cached_property
    def series(self) -> SeriesList:
        """Texts that go again and again."""
        return SeriesList(self.connection, self.workspace_id, self.topics)

    @cached_property
    def coming(self) -> Coming:
        """What is still to come, in the order of its times."""
        return Coming(self.connection, self.workspace_id)

    @cached_property
    def traffic(self) -> Traffic:
        """Messages by time."""
        return Traffic(self.connection, self.workspace_id)

    @cached_property
    def open_failures(self) -> OpenFailures:
        """Texts that did not reach a client, until somebody has dealt with it."""
        return OpenFailures(self.connection, self.workspace_id)

    @cached_property
    def attention(self) -> AttentionList:
        """What waits for somebody in the team."""
        return AttentionList(self.connection, self.workspace_id)

    @cached_property
    def unshown_texts(self) -> UnshownTexts:
        """Texts that no thread shows yet."""
        return UnshownTexts(self.connection, self.workspace_id)

    @cached_property
    def outbox(self) -> Outbox:
        """What waits to be written to Slack."""
        return Outbox(self.connection, self.workspace_id, self.topics, self._known_lanes)

    @cached_property
    def backlog(self) -> Backlog:
        """What waits."""
        return Backlog(self.connection, self.workspace_id)

    @cached_property
    def slack_events(self) -> SlackEvents:
        """What Slack has told us."""
        return SlackEvents(self.connection, self.workspace_id)

    @cached_property
    def receipts(self) -> Receipts:
        """What the providers have told us of our messages."""
        return Receipts(self.connection, self.workspace_id, self.topics)

    @cached_property
    def inbound_texts(self) -> InboundTexts:
        """What clients have written."""
        return InboundTexts(self.connection, self.workspace_id, self.topics)

    @cached_property
    def claims(self) -> Claims:
        """Messages claimed for sending."""
        return Claims(self.connection, self.workspace_id)

    @asynccontextmanager
    async def attempt(self) -> AsyncIterator[None]:
        """A part of the transaction that may fail: then what it did is undone, and the rest stays."""
        ensured = set(self._known_lanes.ensured)
        try:
            async with self.connection.begin_nested():
                yield
        except BaseException:
            # A lane that was made in it is there no more.
            self._known_lanes.ensured.intersection_update(ensured)
            raise

    def wake(self, topic: Topic) -> None:
        """Wake whoever waits for ``topic`` once this transaction is committed."""
        self.topics.add(topic)
