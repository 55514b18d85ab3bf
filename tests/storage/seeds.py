"""Rows for the storage tests: a client with its thread, and messages to it."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from bot.domain.account import Account, AccountSender, AccountState
from bot.domain.channel import Channel
from bot.domain.ids import new_id
from bot.domain.message import Direction, Message, Status
from bot.domain.message_template import MessageTemplate, Reach, Variant
from bot.domain.occasion import Details, Occasion, OccasionKind
from bot.domain.recurrence import Every, Recurrence, Series
from bot.domain.reminder import Reminder
from bot.domain.roles import Role
from bot.domain.settings import WorkspaceSettings
from bot.domain.template import Category, Template, TemplateKind
from bot.domain.template_draft import TemplateDraft
from bot.domain.template_task import TaskState, TemplateTask
from bot.domain.trigger import Offset, Trigger, Unit, When
from bot.domain.trigger_key import TriggerKey
from bot.storage.repositories.accounts import KeptAccount
from bot.storage.repositories.audit import Deed
from bot.storage.repositories.roles import Grant
from bot.storage.repositories.trigger_keys import KeptKey
from bot.storage.store import Store
from bot.storage.tables import (
    budget_totals,
    charges,
    client_imports,
    client_tags,
    dnc,
    held_replies,
    import_problems,
    merge_moves,
    merges,
    open_failures,
    opt_ins,
    opt_out_reviews,
    sender_states,
    unshown_texts,
)
from bot.storage.unit_of_work import UnitOfWork
from bot.vault import Sealed
from tests.support.world import CLOCK_START, OUR_SMS

NOW = CLOCK_START
LEASE = timedelta(seconds=60)
SECOND = timedelta(seconds=1)


ACCOUNT = KeptAccount(
    Account(
        "A" * 26,
        "twilio",
        "AC" + "1" * 32,
        "North office",
        AccountState.IN_USE,
        (AccountSender(Channel.SMS, "+12025550150"),),
        NOW,
        NOW,
    ),
    Sealed("key", "sealed"),
)
SYSTEM_KEY = KeptKey(TriggerKey("K" * 26, "The booking system", NOW), Sealed("key", "sealed"))
REMINDS = MessageTemplate(
    "R" * 26, "Appointment reminder", Reach.SMS, (Variant("", "See you {{ appointment_date }}."),), 1, NOW
)
DAY_BEFORE = Offset(When.BEFORE, 24, Unit.HOURS)
TRIGGER = Trigger("T" * 26, OccasionKind.APPOINTMENT, REMINDS.id, (DAY_BEFORE,), NOW)
TEMPLATE = Template("HX1", "reminder", "en", Category.UTILITY, TemplateKind.TEXT, "See you at {{1}}.")


@dataclass(frozen=True)
class Someone:
    """A client, its address and its thread."""

    workspace_id: str
    client_id: str
    address_id: str
    conversation_id: str
    number: str


async def someone(uow: UnitOfWork, number: str = "+12125550123", name: str = "Jane Doe") -> Someone:
    """A new client with a thread."""
    owners = await uow.clients.add_with_addresses([(number, name)], NOW, lead=False)
    owner = owners[number]
    [conversation] = await uow.conversations.add([owner.client_id], "C0INBOX", NOW)
    return Someone(uow.workspace_id, owner.client_id, owner.address_id, conversation.id, number)


async def people(store: Store, workspace_id: str, count: int) -> list[Someone]:
    """Several clients with threads."""
    async with store.write(workspace_id) as uow:
        return [await someone(uow, f"+1212555{1000 + each}", f"Client {each}") for each in range(count)]


def message(to: Someone, due_at: datetime = NOW, **changes: object) -> Message:
    """A text that waits to be sent."""
    plain = Message(
        id=new_id(),
        workspace_id=to.workspace_id,
        conversation_id=to.conversation_id,
        client_id=to.client_id,
        address_id=to.address_id,
        direction=Direction.OUT,
        channel=Channel.SMS,
        sender=OUR_SMS,
        to=to.number,
        body="Hello",
        status=Status.QUEUED,
        created_at=NOW,
        due_at=due_at,
        updated_at=NOW,
        provider="twilio",
    )
    return replace(plain, **changes)  # type: ignore[arg-type]


async def add(store: Store, *messages: Message) -> list[str]:
    """Store messages, each an intent of its own; their ids."""
    async with store.write(messages[0].workspace_id) as uow:
        await uow.messages.add([(each, f"intent:{each.id}") for each in messages])
    return [each.id for each in messages]


async def set_columns(store: Store, workspace_id: str, message_id: str, **columns: object) -> None:
    """Change a message's columns."""
    async with store.write(workspace_id) as uow:
        await uow.messages.update([{"id": message_id} | columns])


async def status_of(store: Store, workspace_id: str, message_id: str) -> Status:
    """A message's status."""
    async with store.read(workspace_id) as uow:
        found = await uow.messages.get(message_id)
    assert found is not None
    return found.status


async def gate_rows(uow: UnitOfWork, who: Someone, message_id: str) -> None:
    """A row in each of the gate's tables."""
    await uow.settings.save(WorkspaceSettings(), 0, "U0THEIRS", NOW)
    await uow.roles.grant(Grant("U0THEIRS", Role.ADMIN, None, NOW))
    await uow.roles.grant(Grant("S0THEIRS", Role.MANAGER, None, NOW))
    await uow.roles.set_members("S0THEIRS", ["U0THEIRS"])
    await uow.channel_states.heard({(who.address_id, Channel.SMS): NOW})
    await uow.audit.write([Deed("U0THEIRS", "test", NOW, who.client_id)])
    mine = {"workspace_id": uow.workspace_id}
    of_message = mine | {"message_id": message_id}
    for table, row in (
        (dnc, mine | {"number": who.number, "channel": "sms", "source": "stop", "added_at": NOW}),
        (budget_totals, mine | {"scope": "", "month": "2026-11"}),
        (sender_states, mine | _STATE),
        (charges, of_message | _CHARGE),
        (opt_ins, of_message | _ASKED | {"id": new_id(), "address_id": who.address_id}),
        (opt_out_reviews, of_message | _REVIEW | {"id": new_id(), "address_id": who.address_id}),
    ):
        await uow.connection.execute(table.insert().values(**row))
    await _inbox_rows(uow, who, message_id)
    await uow.templates.replace("twilio", [TEMPLATE], NOW)
    await uow.own_numbers.remember("whatsapp_cloud", "1", "+12025550101", NOW)
    draft = TemplateDraft(TEMPLATE.name, "en", TEMPLATE.category, TEMPLATE.kind, TEMPLATE.body)
    for state in (TaskState.WAITING, TaskState.WATCHED, TaskState.FAILED):
        task = TemplateTask(new_id(), "U0THEIRS", "twilio", TEMPLATE.name, "en", state, NOW, NOW, draft)
        key = "view:1" if state is TaskState.WAITING else state.value
        await uow.template_tasks.add(replace(task, template_id=TEMPLATE.id), key)
    await uow.accounts.add(ACCOUNT, "U0THEIRS")
    await _calendar_rows(uow, who)


def occasion(who: Someone, **changes: object) -> Occasion:
    """An appointment of a client's, in three days."""
    at = NOW + timedelta(days=3)
    plain = Occasion(new_id(), OccasionKind.APPOINTMENT, who.client_id, NOW, NOW, at=at, ref="A-1")
    return replace(plain, **({"details": Details(place="2 Pier Road")} | changes))  # type: ignore[arg-type]


def reminder(of: Occasion, **changes: object) -> Reminder:
    """A reminder of it, due now."""
    plain = Reminder(new_id(), of.id, of.client_id, TRIGGER.id, DAY_BEFORE.code, of.round, NOW, NOW)
    return replace(plain, **changes)  # type: ignore[arg-type]


def again(who: Someone, **changes: object) -> Series:
    """A text to a client that goes every week, next now."""
    weekly = Recurrence(Every.WEEK, date(2026, 11, 23), time(9), "America/New_York", weekdays=(0,))
    sender = (Channel.SMS, OUR_SMS)
    plain = Series(
        new_id(), who.client_id, who.address_id, *sender, weekly, "U0THEIRS", NOW, "Hi", next_at=NOW
    )
    return replace(plain, **changes)  # type: ignore[arg-type]


async def _calendar_rows(uow: UnitOfWork, who: Someone) -> None:
    """A row in each of the calendar's tables."""
    await uow.message_templates.add(REMINDS)
    await uow.triggers.save(TRIGGER)
    planned = occasion(who)
    await uow.occasions.add(planned)
    await uow.reminders.plan([reminder(planned)])
    await uow.series.add(again(who), "view:1")
    await uow.trigger_keys.add(SYSTEM_KEY)
    await uow.trigger_calls.begin("evt-1", "digest", NOW)


async def _inbox_rows(uow: UnitOfWork, who: Someone, message_id: str) -> None:
    """A row in each of the inbox's tables."""
    mine, merge_id = {"workspace_id": uow.workspace_id}, new_id()
    import_id = new_id()
    merge = {"id": merge_id, "survivor_id": who.client_id, "merged_id": who.client_id}
    for table, row in (
        (client_tags, mine | {"client_id": who.client_id, "folded": "vip", "tag": "VIP"}),
        (merges, mine | merge | {"merged_by": "U0THEIRS", "merged_at": NOW, "undo_until": NOW}),
        (merge_moves, mine | {"merge_id": merge_id, "kind": "clients", "row_key": "1", "before": {}}),
        (open_failures, mine | {"message_id": message_id, "client_id": who.client_id, "since": NOW}),
        (unshown_texts, mine | {"message_id": message_id, "channel": "sms", "sender": "+1"}),
        (client_imports, mine | _IMPORT | {"id": import_id}),
        (import_problems, mine | {"import_id": import_id, "row_number": 2, "problems": [["a", "b"]]}),
        (held_replies, mine | _HELD | {"id": new_id(), "conversation_id": who.conversation_id}),
    ):
        await uow.connection.execute(table.insert().values(**row))


_STATE = {"channel": "sms", "sender": "+1", "status": "ready", "checked_at": NOW, "changed_at": NOW}
_CHARGE = {
    "month": "2026-11",
    "channel": "sms",
    "sender": "+1",
    "segments": 1,
    "estimated": 1,
    "created_at": NOW,
}
_IMPORT = {
    "slack_user": "U0THEIRS",
    "file_name": "theirs.csv",
    "url": "https://files.slack.com/theirs.csv",
    "state": "running",
    "content": b"Name",
    "next_attempt_at": NOW,
    "created_at": NOW,
}
_ASKED = {"asked_by": "U0THEIRS", "asked_at": NOW, "due_at": NOW, "before": "unknown"}
_REVIEW = {"channel": "sms", "opened_at": NOW, "due_at": NOW}
_HELD = {
    "slack_channel": "C0INBOX",
    "slack_ts": "4.4",
    "slack_user": "U0THEIRS",
    "body": "Hello",
    "why": "mention",
    "files": [],
    "created_at": NOW,
}
