"""After a STOP nothing goes but the one answer that confirms it."""

import pytest

from bot.domain.channel import Channel
from bot.domain.consent import ConsentState
from bot.domain.message import Purpose
from bot.policy.checks.consent import consent
from tests.policy.drafts import NOW, draft, facts


@pytest.mark.parametrize(
    ("state", "purpose", "refused"),
    [
        (ConsentState.UNKNOWN, Purpose.DIRECT, False),
        (ConsentState.EXPRESS, Purpose.DIRECT, False),
        (ConsentState.WITHDRAWN, Purpose.DIRECT, True),
        (ConsentState.UNKNOWN, Purpose.KEYWORD_ANSWER, False),
        (ConsentState.EXPRESS, Purpose.KEYWORD_ANSWER, False),
        (ConsentState.WITHDRAWN, Purpose.KEYWORD_ANSWER, False),
    ],
)
@pytest.mark.parametrize("channel", Channel)
def test_a_text_after_a_stop_is_refused_but_for_its_answer(
    state: ConsentState, purpose: Purpose, refused: bool, channel: Channel
) -> None:
    reasons = list(consent(draft(channel=channel, purpose=purpose), facts(state), NOW))
    assert [reason.code for reason in reasons] == (["opted_out"] if refused else [])


@pytest.mark.parametrize(
    ("channel", "family"), [(Channel.SMS, "SMS"), (Channel.MMS, "SMS"), (Channel.WHATSAPP, "WhatsApp")]
)
def test_the_refusal_names_the_client_the_channel_and_the_way_back(channel: Channel, family: str) -> None:
    [reason] = consent(draft(channel=channel), facts(ConsentState.WITHDRAWN), NOW)
    assert reason.sentence == f"Jane Doe opted out of {family}."
    assert "START" in reason.help
