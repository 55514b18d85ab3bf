"""A first WhatsApp text waits for the client's yes, where an admin wants clients to be asked: a table."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from bot.domain.channel import Channel
from bot.domain.consent import ConsentState
from bot.domain.message import Draft, Purpose
from bot.domain.opt_in import ANSWER_WITHIN, MOST_WAITING
from bot.domain.settings import ConsentRules, OptInRules, WorkspaceSettings
from bot.domain.template import Approval, Category, Template, TemplateKind
from bot.policy.checks.consent import consent
from bot.policy.checks.opt_in import FULL, NEEDED, PENDING, opt_in
from bot.policy.checks.window import window
from bot.policy.decision import Hold, Refuse, Send, codes_of
from bot.policy.facts import Facts
from bot.policy.pipeline import decide
from tests.policy.drafts import NOW, draft, facts

ON = WorkspaceSettings(opt_in=OptInRules(template="HX9"))
HOUR = timedelta(hours=1)
# What holds of a first text by WhatsApp: nobody has written, and consent is in this state.
TABLE = {
    ConsentState.UNKNOWN: NEEDED,
    ConsentState.PENDING: PENDING,
    ConsentState.EXPRESS: "",
    ConsentState.IMPLIED: NEEDED,
    ConsentState.WITHDRAWN: "",  # The check of consent refuses it.
    ConsentState.EXPIRED: NEEDED,
}


def first(body: str = "Hello", **more: Any) -> Draft:
    return draft(body, channel=Channel.WHATSAPP, **more)


def stranger(state: ConsentState = ConsentState.UNKNOWN, **more: Any) -> Facts:
    """Somebody who has never written on WhatsApp; who was asked, was asked an hour ago."""
    ends = NOW + ANSWER_WITHIN - HOUR if state is ConsentState.PENDING else None
    return facts(state, **({"last_inbound_at": None, "settings": ON, "asked_until": ends} | more))


def code(text: Draft, known: Facts, now: datetime = NOW) -> str:
    found = [reason.code for reason in opt_in(text, known, now)]
    assert len(found) <= 1
    return "".join(found)


@pytest.mark.parametrize("purpose", [Purpose.DIRECT, Purpose.TRANSACTIONAL])
@pytest.mark.parametrize("is_template", [True, False])
@pytest.mark.parametrize(("state", "wanted"), TABLE.items())
def test_a_first_text_needs_what_the_table_says(
    state: ConsentState, wanted: str, is_template: bool, purpose: Purpose
) -> None:
    assert code(first(is_template=is_template, purpose=purpose), stranger(state)) == wanted


def test_every_state_has_its_row() -> None:
    assert set(TABLE) == set(ConsentState)


@pytest.mark.parametrize(
    ("text", "known"),
    [
        (draft(), stranger()),
        (first(purpose=Purpose.OPT_IN), stranger()),
        (first(purpose=Purpose.KEYWORD_ANSWER), stranger()),
        (first(purpose=Purpose.MARKETING), stranger()),
        (first(), stranger(last_inbound_at=NOW)),
        (first(), stranger(settings=WorkspaceSettings())),
        (first(), stranger(settings=WorkspaceSettings(opt_in=OptInRules(False, "HX9")))),
    ],
)
def test_nothing_else_waits_for_it(text: Draft, known: Facts) -> None:
    assert code(text, known) == ""


def test_who_was_not_asked_is_refused_and_told_how_it_goes_on() -> None:
    decision = decide(first(), stranger(), NOW)
    assert isinstance(decision, Refuse)
    [reason] = decision.reasons
    assert reason.sentence == "Jane Doe has not agreed to WhatsApp messages yet."
    assert reason.help == "Send them the opt-in message, or send an SMS."
    assert reason.overridable_by is None


@pytest.mark.parametrize("strict", [True, False])
def test_while_it_is_not_answered_the_text_is_held_and_nothing_else_is_said(strict: bool) -> None:
    rules = replace(ON, consent=ConsentRules(direct_needs_consent=strict))
    known = stranger(ConsentState.PENDING, settings=rules)
    decision = decide(first(), known, NOW)
    assert isinstance(decision, Hold)
    assert (codes_of(decision), decision.until) == ({PENDING}, known.asked_until)
    assert not list(window(first(), known, NOW))
    assert not list(consent(first(), known, NOW))


def test_a_text_waits_no_longer_than_three_days_however_often_the_client_is_asked() -> None:
    since = NOW - ANSWER_WITHIN + HOUR
    known = stranger(ConsentState.PENDING, awaits_consent=True, waits_since=since)
    [reason] = opt_in(first(), known, NOW)
    assert (reason.code, reason.until) == (PENDING, NOW + HOUR)
    [reason] = opt_in(first(), known, NOW + HOUR)
    assert (reason.code, reason.until) == (NEEDED, None)
    assert (
        reason.sentence == "Jane Doe was asked for consent to WhatsApp and has not said yes within 72 hours."
    )


def test_at_the_end_of_the_question_it_is_over() -> None:
    known = stranger(ConsentState.PENDING)
    assert known.asked_until
    assert code(first(), known, known.asked_until - timedelta(seconds=1)) == PENDING
    assert code(first(), known, known.asked_until) == NEEDED


def test_so_many_wait_and_no_more() -> None:
    assert code(first(), stranger(ConsentState.PENDING, waiting=MOST_WAITING - 1)) == PENDING
    assert code(first(), stranger(ConsentState.PENDING, waiting=MOST_WAITING)) == FULL


def test_what_is_scheduled_is_looked_at_when_its_time_has_come() -> None:
    later = NOW + timedelta(days=9)
    assert code(first(), stranger(ConsentState.PENDING, is_ahead=True), later) == ""
    assert code(first(), stranger(is_ahead=True), later) == NEEDED


def test_a_client_who_writes_something_else_is_answered_and_what_waits_goes_on_waiting() -> None:
    """As by ``needed_consent``: a reply needs none beyond the client's own words."""
    wrote = stranger(ConsentState.PENDING, last_inbound_at=NOW - HOUR)
    assert isinstance(decide(first(), wrote, NOW), Send)
    waits = replace(wrote, awaits_consent=True, waits_since=NOW - HOUR)
    assert codes_of(decide(first(), waits, NOW)) == {PENDING}


def test_a_yes_lets_what_waits_go_and_a_no_or_a_stop_refuses_it() -> None:
    waits = {"awaits_consent": True, "waits_since": NOW - HOUR, "last_inbound_at": NOW - HOUR}
    assert isinstance(decide(first(), stranger(ConsentState.EXPRESS, **waits), NOW), Send)
    assert codes_of(decide(first(), stranger(ConsentState.WITHDRAWN, **waits), NOW)) == {"opted_out"}


def test_the_question_itself_goes_to_everybody_but_who_has_said_no() -> None:
    question = first("May we?", purpose=Purpose.OPT_IN, is_template=True)
    approved = Template(
        *("HX9", "may_we_write", "en", Category.UTILITY, TemplateKind.QUICK_REPLY, "May we?"),
        approval=Approval.APPROVED,
    )
    for state in set(ConsentState) - {ConsentState.WITHDRAWN}:
        assert isinstance(decide(question, stranger(state, template=approved), NOW), Send), state
    refused = decide(question, stranger(ConsentState.WITHDRAWN, template=approved), NOW)
    assert codes_of(refused) == {"opted_out"}
