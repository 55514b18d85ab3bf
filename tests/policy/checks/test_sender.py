"""Our own sender: suspended, not registered where carriers ask for it, or a sandbox not joined."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.channel import Channel
from bot.domain.sender import SenderState, SenderStatus
from bot.policy.checks.sender import sender
from bot.policy.decision import Reason
from tests.policy.drafts import NOW, draft, facts

READY, UNVERIFIED = SenderStatus.READY, SenderStatus.UNVERIFIED
SUSPENDED, SANDBOX = SenderStatus.SUSPENDED, SenderStatus.SANDBOX
US, CANADA, UK = "+12125550123", "+14165550123", "+447400123456"
LONG_CODE, TOLL_FREE, SERVICE = "+12025550100", "+18885550100", "MG0123456789abcdef0123456789abcdef"


def reasons(
    status: SenderStatus,
    to: str = US,
    ours: str = LONG_CODE,
    channel: Channel = Channel.SMS,
    heard: timedelta | None = None,
) -> list[Reason]:
    asked = replace(draft(to=to, channel=channel), sender=ours)
    known = facts(
        sender=SenderState(status, "It is so."), last_inbound_at=NOW - heard if heard is not None else None
    )
    return list(sender(asked, known, NOW))


@pytest.mark.parametrize(
    ("status", "to", "ours", "codes"),
    [
        (READY, US, LONG_CODE, []),
        (SUSPENDED, US, LONG_CODE, ["sender_suspended"]),
        (SUSPENDED, UK, SERVICE, ["sender_suspended"]),
        (UNVERIFIED, US, TOLL_FREE, ["sender_unverified"]),
        (UNVERIFIED, CANADA, TOLL_FREE, ["sender_unverified"]),
        (UNVERIFIED, US, SERVICE, ["sender_unverified"]),
        (UNVERIFIED, US, LONG_CODE, ["sender_unverified"]),
        # 10DLC is a rule of carriers in the United States.
        (UNVERIFIED, CANADA, SERVICE, []),
        (UNVERIFIED, UK, SERVICE, []),
        (UNVERIFIED, "+17875550123", SERVICE, ["sender_unverified"]),
    ],
)
def test_who_may_send_to_whom(status: SenderStatus, to: str, ours: str, codes: list[str]) -> None:
    found = reasons(status, to, ours)
    assert [reason.code for reason in found] == codes
    assert all("It is so." in reason.sentence and reason.help for reason in found)


@pytest.mark.parametrize(
    ("heard", "codes"),
    [
        (None, ["not_joined"]),
        (timedelta(0), []),
        (timedelta(hours=72), []),
        (timedelta(hours=72, seconds=1), ["not_joined"]),
    ],
)
def test_the_sandbox_is_for_who_has_joined(heard: timedelta | None, codes: list[str]) -> None:
    found = reasons(SANDBOX, US, "+14155238886", Channel.WHATSAPP, heard)
    assert [reason.code for reason in found] == codes
    assert all("+1 415-523-8886" in reason.help and "join" in reason.help for reason in found)


def test_whatsapp_needs_no_carrier_s_registration() -> None:
    assert reasons(UNVERIFIED, channel=Channel.WHATSAPP) == []


def test_a_messaging_service_is_not_shown_by_its_sid() -> None:
    [reason] = reasons(SUSPENDED, ours=SERVICE)
    assert reason.sentence == "The Messaging Service cannot send: It is so."
