"""Reading what the gate must know: for a whole batch in a few statements, within the caller's transaction."""

from collections.abc import Sequence
from dataclasses import dataclass
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
from bot.storage.repositories.settings import KeptSettings
from bot.storage.unit_of_work import UnitOfWork

_Known = dict[tuple[str, Channel], Recipient]


async def load_facts(uow: UnitOfWork, questions: Sequence[Question], now: datetime) -> list[Facts]:
    """What is known about the client and the author of each question, in their order."""
    kept = await uow.settings.load()
    settings = kept.settings
    recipients = await _recipients(uow, questions)
    roles = await uow.roles.of_users(question.user for question in questions if question.user)
    recent = await load_recent(uow, questions, settings, now)
    templates = await _templates(uow, questions)
    found = []
    for question in questions:
        asked = _Asked(
            question,
            author=_author(question, roles, settings),
            template=templates.get(question.template_id or ""),
            kept=kept,
            now=now,
        )
        recipient = recipients.get((question.address_id or "", question.draft.channel.family))
        if recipient is None:
            found.append(await _of_a_stranger(uow, asked))
        else:
            waiting = await _waiting(uow, question, recipient)
            found.append(_of_an_address(asked, recipient, others(recent, question, now), waiting))
    return found


@dataclass(frozen=True, slots=True)
class _Asked:
    """A question, and what is known beside its recipient."""

    question: Question
    author: Role
    template: Template | None
    kept: KeptSettings
    now: datetime


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


async def _waiting(uow: UnitOfWork, question: Question, recipient: Recipient) -> int:
    """How many texts wait for the answer that this one would wait for; one that is stored has its place."""
    is_stored = question.message_id is not None
    if is_stored or _asked_until(recipient) is None or not question.client_id or not question.address_id:
        return 0
    return len(await uow.timetable.awaiting_consent(question.client_id, question.address_id))


def _asked_until(recipient: Recipient) -> datetime | None:
    """Until when the client may answer a question for consent that is open."""
    consent = recipient.consent
    return consent.expires_at if consent and consent.state is ConsentState.PENDING else None


def _author(question: Question, roles: dict[str, list[Role]], settings: WorkspaceSettings) -> Role:
    # What the program sends by itself was set up by somebody who may.
    if question.user is None:
        return Role.ADMIN
    return highest(roles.get(question.user, []), settings.default_role)


async def _of_a_stranger(uow: UnitOfWork, asked: _Asked) -> Facts:
    """A number that is no client's: nothing is known of it, but it may be one that must not be contacted."""
    question, draft = asked.question, asked.question.draft
    return Facts(
        client_name=question.client_name or "This number",
        dnc=await uow.recipients.dnc_of(draft.to, draft.channel),
        zones=time_zones(draft.to),
        state=state_of(draft.to),
        introduced=False,
        author=asked.author,
        settings=asked.kept.settings,
        business=asked.kept.business,
        is_ahead=question.is_ahead,
        template=asked.template,
    )


def _of_an_address(asked: _Asked, recipient: Recipient, recent: tuple[datetime, ...], waiting: int) -> Facts:
    question, consent = asked.question, recipient.consent
    # Made at once: a copy with something more costs as much again, for each message that goes.
    return Facts(
        client_name=question.client_name or recipient.client_name or "The client",
        consent=consent.state_at(asked.now) if consent else ConsentState.UNKNOWN,
        consent_scope=consent.scope if consent else ConsentScope.TRANSACTIONAL,
        dnc=recipient.dnc,
        opt_out_review=recipient.opt_out_review,
        fault=recipient.fault,
        is_spam=recipient.is_spam,
        zones=(recipient.time_zone,) if recipient.time_zone else time_zones(recipient.number),
        state=state_of(recipient.number),
        last_inbound_at=recipient.last_inbound_at,
        introduced=recipient.introduced_at is not None,
        author=asked.author,
        settings=asked.kept.settings,
        business=asked.kept.business,
        recent=recent,
        is_ahead=question.is_ahead,
        template=asked.template,
        asked_until=_asked_until(recipient),
        awaits_consent=question.awaits_consent,
        waits_since=question.waits_since,
        waiting=waiting,
    )
