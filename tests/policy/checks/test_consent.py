"""After an opt-out nothing goes but the one answer that confirms it; without consent it depends."""

import pytest

from bot.domain.channel import Channel
from bot.domain.consent import ConsentScope, ConsentState, DncSource
from bot.domain.message import Purpose
from bot.domain.roles import Role
from bot.domain.settings import ConsentRules, WorkspaceSettings
from bot.policy.checks.consent import consent
from bot.policy.facts import Facts
from tests.policy.drafts import NOW, draft, facts, listed

PURPOSES = [Purpose.DIRECT, Purpose.TRANSACTIONAL, Purpose.MARKETING]
STRICT = WorkspaceSettings(consent=ConsentRules(direct_needs_consent=True))
GIVEN = {"consent": ConsentState.EXPRESS, "consent_scope": ConsentScope.MARKETING}
FORBIDDEN = [
    (facts(ConsentState.WITHDRAWN, consent_scope=ConsentScope.MARKETING), "opted_out"),
    (facts(dnc=listed(), **GIVEN), "do_not_contact"),
    (facts(opt_out_review=True, **GIVEN), "opt_out_review"),
]


@pytest.mark.parametrize("channel", Channel)
@pytest.mark.parametrize("purpose", PURPOSES)
@pytest.mark.parametrize(("known", "code"), FORBIDDEN)
def test_what_the_client_forbade_is_refused_whoever_asks(
    known: Facts, code: str, purpose: Purpose, channel: Channel
) -> None:
    [reason] = consent(draft(channel=channel, purpose=purpose), known, NOW)
    assert (reason.code, reason.overridable_by, reason.is_warning) == (code, None, False)


@pytest.mark.parametrize(("known", "_code"), FORBIDDEN)
def test_the_answer_to_a_keyword_goes_all_the_same(known: Facts, _code: str) -> None:
    assert not list(consent(draft(purpose=Purpose.KEYWORD_ANSWER), known, NOW))


def test_every_reason_is_given_at_once() -> None:
    known = facts(ConsentState.WITHDRAWN, dnc=listed(DncSource.PERSON), opt_out_review=True)
    codes = [reason.code for reason in consent(draft(), known, NOW)]
    assert codes == ["opted_out", "do_not_contact", "opt_out_review"]


def test_what_an_opt_out_put_on_the_list_is_told_once() -> None:
    known = facts(ConsentState.WITHDRAWN, dnc=listed(DncSource.STOP))
    assert [reason.code for reason in consent(draft(), known, NOW)] == ["opted_out"]


@pytest.mark.parametrize(
    ("channel", "family"), [(Channel.SMS, "SMS"), (Channel.MMS, "SMS"), (Channel.WHATSAPP, "WhatsApp")]
)
def test_the_refusal_names_the_client_the_channel_and_the_way_back(channel: Channel, family: str) -> None:
    [reason] = consent(draft(channel=channel), facts(ConsentState.WITHDRAWN), NOW)
    assert reason.sentence == f"Jane Doe opted out of {family}."
    assert "START" in reason.help


@pytest.mark.parametrize(
    ("source", "reason", "why"),
    [
        (DncSource.STOP, "", "the client texted a stop word"),
        (DncSource.REVIEW, "", "the client opted out in their own words"),
        (DncSource.PROVIDER, "", "the carrier says that the client opted out"),
        (DncSource.PERSON, "She asked\nby phone.", "She asked by phone"),
        (DncSource.PERSON, " ", "a teammate put it there"),
    ],
)
def test_the_list_tells_since_when_and_why(source: DncSource, reason: str, why: str) -> None:
    [found] = consent(draft(), facts(dnc=listed(source, reason=reason)), NOW)
    assert found.sentence == f"The number is on the do-not-contact list for SMS since Oct 30, 2026: {why}."
    assert "START" in found.help
    assert "a manager" in found.help


def test_a_number_listed_for_every_channel_says_so() -> None:
    [found] = consent(draft(), facts(dnc=listed(channel=None)), NOW)
    assert "for every channel since" in found.sentence


@pytest.mark.parametrize(
    ("state", "sentence"),
    [
        (ConsentState.UNKNOWN, "No consent is recorded for Jane Doe on SMS."),
        (ConsentState.PENDING, "Jane Doe was asked for consent to SMS and has not answered yet."),
        (ConsentState.EXPIRED, "Jane Doe's consent to SMS has expired."),
    ],
)
@pytest.mark.parametrize("strict", [False, True])
def test_a_first_text_without_consent_is_warned_of_or_where_an_admin_wants_it_refused(
    state: ConsentState, sentence: str, strict: bool
) -> None:
    known = facts(state, last_inbound_at=None, settings=STRICT if strict else WorkspaceSettings())
    [reason] = consent(draft(), known, NOW)
    assert (reason.code, reason.sentence) == ("no_consent", sentence)
    assert reason.help == "Record it with /client."
    assert reason.is_warning is not strict
    assert reason.overridable_by is (Role.MANAGER if strict else None)


def test_an_answer_to_a_client_who_wrote_needs_no_record() -> None:
    assert not list(consent(draft(), facts(settings=STRICT), NOW))


def test_a_reminder_without_consent_may_be_set_aside_by_a_manager() -> None:
    [reason] = consent(draft(purpose=Purpose.TRANSACTIONAL), facts(), NOW)
    assert (reason.code, reason.overridable_by) == ("no_consent", Role.MANAGER)


@pytest.mark.parametrize(
    ("state", "scope", "told"),
    [
        (ConsentState.UNKNOWN, ConsentScope.MARKETING, "No consent is recorded for Jane Doe on SMS."),
        (ConsentState.EXPRESS, ConsentScope.TRANSACTIONAL, "is to ordinary texts, in writing."),
        (ConsentState.IMPLIED, ConsentScope.MARKETING, "is to marketing, by an existing relationship."),
        (ConsentState.EXPIRED, ConsentScope.MARKETING, "consent to SMS has expired."),
    ],
)
def test_marketing_without_a_written_consent_to_it_is_nobody_s_to_allow(
    state: ConsentState, scope: ConsentScope, told: str
) -> None:
    [reason] = consent(draft(purpose=Purpose.MARKETING), facts(state, consent_scope=scope), NOW)
    assert (reason.code, reason.overridable_by) == ("no_marketing_consent", None)
    assert told in reason.sentence
    assert reason.sentence.endswith("Marketing needs their consent to marketing, in writing.")
