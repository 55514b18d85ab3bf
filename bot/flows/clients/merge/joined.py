"""The rows of two clients become one client's: fields, thread, messages, numbers, tags, calendar."""

from collections.abc import Mapping
from typing import Any

from bot.domain.client import Client
from bot.domain.conversation import Conversation, Work
from bot.domain.merge import Merge, together
from bot.flows.clients.merge.sides import Side
from bot.storage.repositories.clients import search_text
from bot.storage.repositories.merges import Change
from bot.storage.repositories.moving import Thread
from bot.storage.unit_of_work import UnitOfWork


async def join_clients(
    uow: UnitOfWork, merge: Merge, survivor: Client, other: Client, kept: set[str]
) -> None:
    """Give the survivor what is kept, and take the other one out of every list."""
    new = together(survivor, other, kept)
    changed = {name: value for name, value in new.items() if value != getattr(survivor, name)}
    was = {name: getattr(survivor, name) for name in changed}
    if {"name", "company"} & changed.keys():
        changed["search_text"] = search_text(str(new["name"]), str(new["company"]))
        was["search_text"] = search_text(survivor.name, survivor.company)
    changes = [Change(survivor.id, was, changed)] if changed else []
    changes.append(Change(other.id, {"merged_into": None}, {"merged_into": survivor.id}))
    for change in changes:
        await uow.clients.change(change.key, **change.after)
    await uow.merges.keep(merge.id, "clients", changes)


async def join_threads(uow: UnitOfWork, merge: Merge, survivor: Side, other: Side) -> Conversation | None:
    """Have both conversations go on in one thread, the survivor's or else the other's; that one, if any."""
    goes_on = survivor.conversation or other.conversation
    if other.conversation and goes_on:
        of = Thread(other.client.id, other.conversation.id)
        to = Thread(survivor.client.id, goes_on.id)
        changes = _threads(survivor.conversation, other.conversation, survivor.client.id)
        for change in changes:
            await uow.conversations.change(change.key, **change.after)
        await uow.merges.keep(merge.id, "conversations", changes)
        await uow.moving.take_messages(merge.id, of, to)
        await uow.moving.take_held_replies(merge.id, of, to)
    await uow.moving.take_addresses(merge.id, other.client.id, survivor.client.id)
    await uow.moving.take_calendar(merge.id, other.client.id, survivor.client.id)
    await uow.moving.copy_tags(merge.id, other.client.id, survivor.client.id)
    return goes_on


def _threads(own: Conversation | None, other: Conversation, survivor_id: str) -> list[Change]:
    if own is None:
        return [Change(other.id, {"client_id": other.client_id}, {"client_id": survivor_id})]
    # The active one is closed before anything else: a client has one active conversation at most.
    return [_archived(other, own.id), *_gone_on(own, other)]


def _archived(of: Conversation, continued_by: str) -> Change:
    after: dict[str, Any] = {
        "continued_by": continued_by,
        "state": "archived",
        "work": Work.CLOSED.value,
        "snoozed_until": None,
        "snoozed_by": None,
        "unanswered_since": None,
    }
    before = {name: getattr(of, name, None) for name in after} | {"state": "active", "work": of.work.value}
    return Change(of.id, before, after)


def _gone_on(own: Conversation, other: Conversation) -> list[Change]:
    """What waits in either waits in the one; a paused relay keeps replies inside in both."""
    waiting = [at for at in (own.unanswered_since, other.unanswered_since) if at]
    latest = [at for at in (own.last_message_at, other.last_message_at) if at]
    new: dict[str, Any] = {
        "unanswered_since": min(waiting, default=None),
        "last_message_at": max(latest, default=None),
        "relay_paused_by": own.relay_paused_by or other.relay_paused_by,
    }
    if other.work is Work.OPEN and own.work is not Work.OPEN:
        new |= {"work": Work.OPEN.value, "snoozed_until": None, "snoozed_by": None}
    was: Mapping[str, Any] = {name: getattr(own, name) for name in new} | (
        {"work": own.work.value} if "work" in new else {}
    )
    changed = {name: value for name, value in new.items() if value != was[name]}
    return [Change(own.id, {name: was[name] for name in changed}, changed)] if changed else []
