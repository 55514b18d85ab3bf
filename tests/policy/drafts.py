"""Drafts and facts for the gate's tests, and hypothesis' strategies for any of them."""

from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import strategies as st

from bot.domain.channel import Channel
from bot.domain.consent import ConsentState
from bot.domain.message import Draft, Media, Purpose
from bot.policy.facts import Facts

NOW = datetime(2026, 11, 20, 15, 0, tzinfo=UTC)
OURS, MOBILE, LANDLINE, SHORT_CODE = "+12025550100", "+447400123456", "+442079460018", "22395"
PICTURE = Media("https://media.example/1", "image/png")


def draft(
    body: str = "Hello",
    *,
    channel: Channel = Channel.SMS,
    to: str = MOBILE,
    media: tuple[Media, ...] = (),
    **more: Any,
) -> Draft:
    """A draft that nothing speaks against, but for what is asked for."""
    return Draft(channel, to, body, OURS, media, **more)


def facts(consent: ConsentState = ConsentState.UNKNOWN, **more: Any) -> Facts:
    """Facts that nothing speaks against, but for what is asked for: the client has just written."""
    kept: dict[str, Any] = {
        "client_name": "Jane Doe",
        "zones": ("Europe/London",),
        "last_inbound_at": NOW - timedelta(minutes=5),
    }
    return Facts(consent=consent, **kept | more)


bodies = st.one_of(st.text(max_size=40), st.integers(0, 5000).map(lambda length: "a" * length))
drafts = st.builds(
    Draft,
    channel=st.sampled_from(Channel),
    to=st.sampled_from([OURS, MOBILE, LANDLINE, SHORT_CODE, "+12125550123"]),
    body=bodies,
    sender=st.just(OURS),
    media=st.sampled_from([(), (PICTURE,)]),
    purpose=st.sampled_from(Purpose),
)
any_facts = st.builds(
    Facts,
    client_name=st.just("Jane Doe"),
    consent=st.sampled_from(ConsentState),
)
