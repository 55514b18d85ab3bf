"""Whether WhatsApp lets a template go to a client."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.channel import Channel
from bot.domain.settings import DlpAction, DlpKind, DlpRule, WorkspaceSettings
from bot.domain.template import Approval, Category, Template, TemplateKind
from bot.policy.checks.template import template
from bot.policy.decision import Refuse, codes_of
from bot.policy.pipeline import decide
from bot.policy.prepare import prepared
from tests.policy.drafts import CARD, NOW, draft, facts


def reminder(category: Category = Category.UTILITY, approval: Approval = Approval.APPROVED) -> Template:
    return Template("HX1", "reminder", "en", category, TemplateKind.TEXT, "Hi", approval=approval)


def codes(known: Template | None, **changes: object) -> list[str]:
    asked = draft(channel=Channel.WHATSAPP, **({"is_template": True} | changes))
    return [reason.code for reason in template(asked, facts(template=known), NOW)]


def test_an_approved_utility_template_goes() -> None:
    assert codes(reminder()) == []


def test_words_of_our_own_are_no_template() -> None:
    assert codes(None, is_template=False) == []


def test_a_template_that_is_gone_is_refused() -> None:
    assert codes(None) == ["template_gone"]


@pytest.mark.parametrize(
    "approval", [Approval.PENDING, Approval.REJECTED, Approval.PAUSED, Approval.DISABLED]
)
def test_one_that_is_not_approved_is_refused(approval: Approval) -> None:
    assert codes(reminder(approval=approval)) == ["template_unusable"]


@pytest.mark.parametrize(
    ("wrote", "kind", "goes"),
    [
        (timedelta(hours=1), TemplateKind.TEXT, True),
        (timedelta(hours=23, minutes=59), TemplateKind.LIST, True),
        (timedelta(hours=24), TemplateKind.TEXT, False),
        (None, TemplateKind.LIST, False),
        (timedelta(hours=1), TemplateKind.CARD, False),
    ],
)
def test_what_was_never_handed_in_only_answers(
    wrote: timedelta | None, kind: TemplateKind, goes: bool
) -> None:
    known = replace(reminder(approval=Approval.UNSUBMITTED), kind=kind)
    asked = draft(channel=Channel.WHATSAPP, is_template=True)
    reasons = list(template(asked, facts(template=known, last_inbound_at=wrote and NOW - wrote), NOW))
    assert (reasons == []) is goes


def test_an_answer_that_is_planned_for_after_the_24_hours_is_refused_now() -> None:
    known = facts(template=reminder(approval=Approval.UNSUBMITTED), last_inbound_at=NOW, is_ahead=True)
    asked = draft(channel=Channel.WHATSAPP, is_template=True)
    [reason] = template(asked, known, NOW + timedelta(hours=25))
    assert "within 24 hours after the client wrote" in reason.sentence


def test_marketing_to_the_united_states_is_refused_and_said_so() -> None:
    asked = draft(channel=Channel.WHATSAPP, is_template=True, to="+12125550123")
    [reason] = template(asked, facts(template=reminder(Category.MARKETING)), NOW)
    assert "only utility ones" in reason.sentence
    assert reason.overridable_by is None


def test_nothing_is_taken_out_of_a_template_it_is_refused_whole() -> None:
    rule = DlpRule("Card number", DlpKind.CARD, outbound=DlpAction.REDACT)
    known = facts(template=reminder(), settings=WorkspaceSettings(dlp=(rule,)))
    asked = prepared(draft(channel=Channel.WHATSAPP, is_template=True, body=f"Hi {CARD}"), known)
    assert asked.body == f"Hi {CARD}"
    decision = decide(asked, known, NOW)
    assert isinstance(decision, Refuse)
    assert "sensitive" in codes_of(decision)
