"""Our own number is nobody's, and a landline gets no texts."""

import pytest

from bot.domain.channel import Channel
from bot.domain.failure import RecipientFault
from bot.domain.message import Purpose
from bot.domain.roles import Role
from bot.policy.checks.recipient import recipient
from tests.policy.drafts import LANDLINE, MOBILE, NOW, OURS, SHORT_CODE, draft, facts


@pytest.mark.parametrize(
    ("to", "channel", "code"),
    [
        (MOBILE, Channel.SMS, None),
        (MOBILE, Channel.WHATSAPP, None),
        ("+12125550123", Channel.SMS, None),
        (SHORT_CODE, Channel.SMS, None),
        ("US.13491208655302741918", Channel.WHATSAPP, None),
        (LANDLINE, Channel.SMS, "landline"),
        (LANDLINE, Channel.MMS, "landline"),
        (LANDLINE, Channel.WHATSAPP, None),
        (OURS, Channel.SMS, "own_number"),
        (OURS, Channel.MMS, "own_number"),
        (OURS, Channel.WHATSAPP, "own_number"),
    ],
)
def test_an_address_that_cannot_get_a_text_is_refused(to: str, channel: Channel, code: str | None) -> None:
    reasons = list(recipient(draft(to=to, channel=channel), facts(), NOW))
    assert [reason.code for reason in reasons] == ([code] if code else [])


def test_a_landline_is_named_as_people_write_it_with_what_to_use_instead() -> None:
    [reason] = recipient(draft(to=LANDLINE), facts(), NOW)
    assert reason.sentence.startswith("+44 20 7946 0018 is a landline")
    assert "WhatsApp" in reason.help


@pytest.mark.parametrize(
    ("fault", "channel", "code"),
    [
        (RecipientFault.LANDLINE, Channel.SMS, "landline"),
        (RecipientFault.LANDLINE, Channel.MMS, "landline"),
        (RecipientFault.LANDLINE, Channel.WHATSAPP, None),
        (RecipientFault.NOT_ON_WHATSAPP, Channel.WHATSAPP, "not_on_whatsapp"),
        (RecipientFault.NOT_ON_WHATSAPP, Channel.SMS, None),
        (RecipientFault.NOT_IN_USE, Channel.SMS, "not_in_use"),
        (RecipientFault.NOT_IN_USE, Channel.WHATSAPP, "not_in_use"),
    ],
)
@pytest.mark.parametrize("purpose", Purpose)
def test_what_the_carrier_has_said_of_a_number_is_not_paid_for_again(
    fault: RecipientFault, channel: Channel, code: str | None, purpose: Purpose
) -> None:
    reasons = list(recipient(draft(channel=channel, purpose=purpose), facts(fault=fault), NOW))
    assert [reason.code for reason in reasons] == ([code] if code else [])
    assert all(reason.overridable_by is Role.MANAGER and reason.help for reason in reasons)


@pytest.mark.parametrize(
    ("fault", "channel", "way_out"),
    [
        (RecipientFault.LANDLINE, Channel.SMS, ("WhatsApp", "call")),
        (RecipientFault.NOT_ON_WHATSAPP, Channel.WHATSAPP, ("SMS",)),
        (RecipientFault.NOT_IN_USE, Channel.SMS, ("Check the number",)),
    ],
)
def test_another_way_is_offered(fault: RecipientFault, channel: Channel, way_out: tuple[str, ...]) -> None:
    [reason] = recipient(draft(channel=channel), facts(fault=fault), NOW)
    assert all(word in reason.help for word in way_out)


def test_a_landline_by_the_numbering_plan_is_told_once() -> None:
    known = facts(fault=RecipientFault.LANDLINE)
    [reason] = recipient(draft(to=LANDLINE), known, NOW)
    assert (reason.code, reason.overridable_by) == ("landline", None)


def test_spam_gets_nothing_but_the_answer_to_its_keyword() -> None:
    known = facts(is_spam=True)
    [reason] = recipient(draft(), known, NOW)
    assert (reason.code, reason.sentence) == ("spam", "Jane Doe is marked as spam.")
    assert not list(recipient(draft(purpose=Purpose.KEYWORD_ANSWER), known, NOW))
