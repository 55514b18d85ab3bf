"""Our own number is nobody's, and a landline gets no texts."""

import pytest

from bot.domain.channel import Channel
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
