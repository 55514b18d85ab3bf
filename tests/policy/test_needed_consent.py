"""The table of what each kind of message needs, every cell of it."""

import pytest

from bot.domain.consent import ConsentScope, ConsentState
from bot.domain.message import Purpose
from bot.domain.settings import ConsentRules, WorkspaceSettings
from bot.policy.needed_consent import Kind, Verdict, kind_of, verdict_on
from tests.policy.drafts import draft, facts

STRICT = WorkspaceSettings(consent=ConsentRules(direct_needs_consent=True))
# unknown, pending, express to transactional texts, express to marketing, implied, withdrawn, expired.
TABLE = """
reply           allow  allow  allow  allow  allow  refuse allow
direct          warn   warn   allow  allow  allow  refuse warn
transactional   refuse refuse allow  allow  allow  refuse refuse
marketing       refuse refuse refuse allow  refuse refuse refuse
keyword_answer  allow  allow  allow  allow  allow  allow  allow
auto_answer     allow  allow  allow  allow  allow  refuse allow
opt_in          allow  allow  allow  allow  allow  refuse allow
"""
STANDINGS = [
    (ConsentState.UNKNOWN, ConsentScope.TRANSACTIONAL),
    (ConsentState.PENDING, ConsentScope.MARKETING),
    (ConsentState.EXPRESS, ConsentScope.TRANSACTIONAL),
    (ConsentState.EXPRESS, ConsentScope.MARKETING),
    (ConsentState.IMPLIED, ConsentScope.MARKETING),
    (ConsentState.WITHDRAWN, ConsentScope.MARKETING),
    (ConsentState.EXPIRED, ConsentScope.MARKETING),
]
CELLS = [
    (Kind(row.split()[0]), *standing, Verdict(cell))
    for row in TABLE.strip().splitlines()
    for standing, cell in zip(STANDINGS, row.split()[1:], strict=True)
]


def test_every_kind_and_state_has_its_cell() -> None:
    assert {kind for kind, *_ in CELLS} == set(Kind)
    assert {state for _, state, *_ in CELLS} == set(ConsentState)


@pytest.mark.parametrize(("kind", "state", "scope", "verdict"), CELLS)
def test_a_consent_allows_what_the_table_says(
    kind: Kind, state: ConsentState, scope: ConsentScope, verdict: Verdict
) -> None:
    assert verdict_on(kind, facts(state, consent_scope=scope)) is verdict


@pytest.mark.parametrize(("kind", "state", "scope", "verdict"), CELLS)
def test_where_direct_texts_need_consent_a_warning_is_a_refusal(
    kind: Kind, state: ConsentState, scope: ConsentScope, verdict: Verdict
) -> None:
    strict = verdict_on(kind, facts(state, consent_scope=scope, settings=STRICT))
    assert strict is (Verdict.REFUSE if verdict is Verdict.WARN else verdict)


def test_only_a_direct_text_is_a_reply_to_a_client_who_wrote() -> None:
    wrote, silent = facts(), facts(last_inbound_at=None)
    assert kind_of(draft(), wrote) is Kind.REPLY
    assert kind_of(draft(), silent) is Kind.DIRECT
    for purpose in set(Purpose) - {Purpose.DIRECT}:
        assert kind_of(draft(purpose=purpose), wrote) is Kind(purpose.value)
