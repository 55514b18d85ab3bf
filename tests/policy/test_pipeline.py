"""The gate: every reason is collected, a refusal outweighs, and no prohibition ever lets a text through."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.channel import Channel
from bot.domain.consent import ConsentScope, ConsentState, DncSource
from bot.domain.failure import RecipientFault
from bot.domain.message import Draft, Override, Purpose
from bot.domain.roles import Role
from bot.domain.settings import DlpAction, DlpKind, DlpRule
from bot.policy import pipeline
from bot.policy.decision import Hold, Reason, Refuse, Send
from bot.policy.facts import Facts
from bot.policy.pipeline import decide
from tests.policy.drafts import CODES, LANDLINE, NOW, OURS, any_facts, draft, drafts, facts, listed

NIGHT = Reason("night", "It is night there.", until=NOW + timedelta(hours=5))
CAP = Reason("cap", "The day's limit is reached.", until=NOW + timedelta(hours=9))
NO = Reason("no", "No.", "Ask.")
THINK = Reason("think", "Think of it.", is_warning=True)


def opted_out(asked: Draft, known: Facts) -> tuple[Draft, Facts]:
    return replace(asked, purpose=Purpose.DIRECT), replace(known, consent=ConsentState.WITHDRAWN)


def too_long(asked: Draft, known: Facts) -> tuple[Draft, Facts]:
    return replace(asked, body=asked.body + "a" * asked.channel.max_characters + "a"), known


def nothing_said(asked: Draft, known: Facts) -> tuple[Draft, Facts]:
    return replace(asked, body=" ", media=()), known


def to_a_landline(asked: Draft, known: Facts) -> tuple[Draft, Facts]:
    texting = Channel.SMS if asked.channel is Channel.WHATSAPP else asked.channel
    return replace(asked, to=LANDLINE, channel=texting), known


def to_our_own_number(asked: Draft, known: Facts) -> tuple[Draft, Facts]:
    return replace(asked, to=OURS), known


def with_a_card_number(asked: Draft, known: Facts) -> tuple[Draft, Facts]:
    said = f"{asked.body} x card 4111 1111 1111 1111"
    return replace(asked, body=said, purpose=Purpose.DIRECT, override=None), known


def with_a_gap(asked: Draft, known: Facts) -> tuple[Draft, Facts]:
    return replace(asked, body=asked.body + " {{client_name}}"), known


def with_what_an_admin_forbids(asked: Draft, known: Facts) -> tuple[Draft, Facts]:
    rule = DlpRule("Order", DlpKind.PATTERN, DlpAction.BLOCK, DlpAction.OFF, r"ACME-\d+")
    rules = replace(known.settings, dlp=(*known.settings.dlp, rule))
    said = replace(asked, body=asked.body + " ACME-12", purpose=Purpose.DIRECT, override=None)
    return said, replace(known, settings=rules)


def on_the_list(asked: Draft, known: Facts) -> tuple[Draft, Facts]:
    return replace(asked, purpose=Purpose.MARKETING), replace(known, dnc=listed(DncSource.PERSON))


def under_review(asked: Draft, known: Facts) -> tuple[Draft, Facts]:
    return replace(asked, purpose=Purpose.TRANSACTIONAL), replace(known, opt_out_review=True)


def by_a_viewer(asked: Draft, known: Facts) -> tuple[Draft, Facts]:
    return replace(asked, purpose=Purpose.DIRECT), replace(known, author=Role.VIEWER)


def to_spam(asked: Draft, known: Facts) -> tuple[Draft, Facts]:
    return replace(asked, purpose=Purpose.DIRECT), replace(known, is_spam=True)


def marketing_without_consent(asked: Draft, known: Facts) -> tuple[Draft, Facts]:
    asked_for = replace(known, consent_scope=ConsentScope.TRANSACTIONAL)
    return replace(asked, purpose=Purpose.MARKETING), asked_for


PROHIBITIONS = [
    *(opted_out, too_long, nothing_said, to_a_landline, to_our_own_number),
    *(on_the_list, under_review, by_a_viewer, to_spam, marketing_without_consent),
    *(with_a_card_number, with_a_gap, with_what_an_admin_forbids),
]
# What may become known meanwhile; nothing about the message itself changes.
LEARNED = [
    lambda known: replace(known, consent=ConsentState.WITHDRAWN),
    lambda known: replace(known, consent=ConsentState.EXPIRED),
    lambda known: replace(known, dnc=listed()),
    lambda known: replace(known, opt_out_review=True),
    lambda known: replace(known, is_spam=True),
    lambda known: replace(known, author=Role.VIEWER),
    lambda known: replace(known, consent_scope=ConsentScope.TRANSACTIONAL),
    lambda known: replace(known, last_inbound_at=None),
    lambda known: replace(known, fault=known.fault or RecipientFault.NOT_IN_USE),
]


@given(drafts, any_facts, st.lists(st.sampled_from(PROHIBITIONS), min_size=1, max_size=4))
def test_whatever_else_holds_a_prohibited_text_is_refused(
    asked: Draft, known: Facts, prohibitions: list[object]
) -> None:
    for prohibit in prohibitions:
        asked, known = prohibit(asked, known)  # type: ignore[operator]
    assert isinstance(decide(asked, known, NOW), Refuse)


@given(drafts, any_facts, st.lists(st.sampled_from(LEARNED), min_size=1, max_size=4))
def test_what_is_learned_against_a_text_never_lets_it_through(
    asked: Draft, known: Facts, learned: list[object]
) -> None:
    before = decide(asked, known, NOW)
    for learn in learned:
        known = learn(known)  # type: ignore[operator]
    after = decide(asked, known, NOW)
    if not isinstance(before, Send):
        assert not isinstance(after, Send)
    if isinstance(before, Refuse):
        assert isinstance(after, Refuse)


NOBODYS = {
    *("role", "spam", "opted_out", "do_not_contact", "opt_out_review", "no_marketing_consent"),
    "window_closed",
}


@given(drafts, any_facts)
def test_an_admin_who_sets_everything_aside_does_not_get_past_what_is_nobody_s_to_allow(
    asked: Draft, known: Facts
) -> None:
    plain = decide(replace(asked, override=None), known, NOW)
    forced = decide(replace(asked, override=Override("U1", Role.ADMIN, frozenset(CODES), "Now.")), known, NOW)
    codes = set() if isinstance(plain, Send) else {reason.code for reason in plain.reasons}
    if codes & NOBODYS:
        assert isinstance(forced, Refuse)
        assert codes & NOBODYS <= {reason.code for reason in forced.reasons}


@given(drafts, any_facts)
def test_an_opt_out_adds_its_reason_to_those_there_were(asked: Draft, known: Facts) -> None:
    direct = replace(asked, purpose=Purpose.DIRECT)
    known = replace(known, dnc=None)  # An entry that the opt-out itself has made is told with it.
    before = decide(direct, replace(known, consent=ConsentState.EXPRESS), NOW)
    after = decide(*opted_out(asked, known), NOW)
    assert isinstance(after, Refuse)
    known_reasons = set() if isinstance(before, Send) else set(before.reasons)
    assert known_reasons < set(after.reasons)


@given(drafts, any_facts)
def test_every_refusal_has_its_words_and_a_way_out(asked: Draft, known: Facts) -> None:
    decision = decide(asked, known, NOW)
    if isinstance(decision, Refuse):
        assert decision.reasons
        for reason in decision.reasons:
            assert reason.code
            assert reason.sentence.endswith(".")
            assert reason.help.endswith(".")
            assert reason.words in decision.words


def test_an_ordinary_text_goes() -> None:
    assert decide(draft(), facts(), NOW) == Send()


def test_every_reason_is_told_at_once() -> None:
    bad = draft("a" * 1601, to=LANDLINE)
    decision = decide(bad, facts(ConsentState.WITHDRAWN), NOW)
    assert isinstance(decision, Refuse)
    assert [reason.code for reason in decision.reasons] == ["landline", "opted_out", "too_long"]


@pytest.mark.parametrize(
    ("reasons", "decision"),
    [
        ([], Send()),
        ([NIGHT], Hold(NIGHT.until or NOW, (NIGHT,))),
        ([CAP, NIGHT], Hold(CAP.until or NOW, (CAP, NIGHT))),
        ([NIGHT, CAP], Hold(CAP.until or NOW, (NIGHT, CAP))),
        ([NIGHT, NO, CAP], Refuse((NO, NIGHT, CAP))),
        ([NO, NIGHT], Refuse((NO, NIGHT))),
        ([THINK], Send((THINK,))),
        ([NIGHT, THINK], Hold(NIGHT.until or NOW, (NIGHT,), (THINK,))),
        ([THINK, NO], Refuse((NO,), (THINK,))),
    ],
)
def test_the_latest_delay_wins_and_a_refusal_outweighs_every_delay(
    reasons: list[Reason], decision: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    def each(reason: Reason) -> pipeline.Check:
        def check(_draft: Draft, _facts: Facts, _now: datetime) -> Iterator[Reason]:
            yield reason

        return check

    monkeypatch.setattr(pipeline, "CHECKS", tuple(each(reason) for reason in reasons))
    assert decide(draft(), facts(), NOW) == decision
