"""Reading what the gate must know: for a whole batch in a few statements, within the caller's transaction."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.domain.area import state_of
from bot.domain.channel import Channel
from bot.domain.consent import ConsentScope, ConsentState
from bot.domain.phone import time_zones
from bot.domain.roles import Role, highest
from bot.domain.settings import WorkspaceSettings
from bot.domain.template import Template
from bot.flows.gate.question import Question
from bot.flows.gate.recent import load_recent, others
from bot.policy.facts import Facts
from bot.storage.repositories.recipients import Recipient
from bot.storage.store import UnitOfWork

_Known = dict[tuple[str, Channel], Recipient]


async def load_facts(uow: UnitOfWork, questions: Sequence[Question], now: datetime) -> list[Facts]:
    """What is known about the client and the author of each question, in their order."""
    kept = await uow.settings.load()
    settings = kept.settings
    recipients = await _recipients(uow, questions)
    roles = await uow.roles.of_users(question.user for question in questions if question.user)
    recent = await load_recent(uow, questions, settings, now)
    found = []
    for question in questions:
        author = _author(question, roles, settings)
        recipient = recipients.get((question.address_id or "", question.draft.channel.family))
        if recipient is None:
            found.append(await _of_a_stranger(uow, question, author, settings))
        else:
            facts = _of_an_address(question, recipient, author, settings, now)
            waiting = await _waiting(uow, question, facts)
            found.append(replace(facts, recent=others(recent, question, now), waiting=waiting))
    known = await _templates(uow, questions)
    return [
        replace(
            each,
            business=kept.business,
            is_ahead=question.is_ahead,
            template=known.get(question.template_id or ""),
        )
        for question, each in zip(questions, found, strict=True)
    ]


async def _templates(uow: UnitOfWork, questions: Sequence[Question]) -> dict[str, Template]:
    wanted = {question.template_id for question in questions if question.template_id}
    return await uow.templates.by_ids(wanted) if wanted else {}


async def _recipients(uow: UnitOfWork, questions: Sequence[Question]) -> _Known:
    known: _Known = {}
    for family in {question.draft.channel.family for question in questions}:
        ids = {q.address_id for q in questions if q.address_id and q.draft.channel.family is family}
        found = await uow.recipients.of_addresses(ids, family)
        known |= {(address_id, family): recipient for address_id, recipient in found.items()}
    return known


async def _waiting(uow: UnitOfWork, question: Question, facts: Facts) -> int:
    """How many texts wait for the answer that this one would wait for; one that is stored has its place."""
    is_stored = question.message_id is not None
    if is_stored or facts.asked_until is None or not question.client_id or not question.address_id:
        return 0
    return len(await uow.timetable.awaiting_consent(question.client_id, question.address_id))


def _author(question: Question, roles: dict[str, list[Role]], settings: WorkspaceSettings) -> Role:
    # What the program sends by itself was set up by somebody who may.
    if question.user is None:
        return Role.ADMIN
    return highest(roles.get(question.user, []), settings.default_role)


async def _of_a_stranger(
    uow: UnitOfWork, question: Question, author: Role, settings: WorkspaceSettings
) -> Facts:
    """A number that is no client's: nothing is known of it, but it may be one that must not be contacted."""
    draft = question.draft
    return Facts(
        client_name=question.client_name or "This number",
        dnc=await uow.recipients.dnc_of(draft.to, draft.channel),
        zones=time_zones(draft.to),
        state=state_of(draft.to),
        introduced=False,
        author=author,
        settings=settings,
    )


def _of_an_address(
    question: Question, recipient: Recipient, author: Role, settings: WorkspaceSettings, now: datetime
) -> Facts:
    consent = recipient.consent
    return Facts(
        client_name=question.client_name or recipient.client_name or "The client",
        consent=consent.state_at(now) if consent else ConsentState.UNKNOWN,
        consent_scope=consent.scope if consent else ConsentScope.TRANSACTIONAL,
        dnc=recipient.dnc,
        opt_out_review=recipient.opt_out_review,
        fault=recipient.fault,
        is_spam=recipient.is_spam,
        zones=(recipient.time_zone,) if recipient.time_zone else time_zones(recipient.number),
        state=state_of(recipient.number),
        last_inbound_at=recipient.last_inbound_at,
        introduced=recipient.introduced_at is not None,
        author=author,
        settings=settings,
        asked_until=consent.expires_at if consent and consent.state is ConsentState.PENDING else None,
        awaits_consent=question.awaits_consent,
        waits_since=question.waits_since,
    )
