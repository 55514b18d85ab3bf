"""Drafts and facts for the gate's tests, and hypothesis' strategies for any of them."""

from datetime import UTC, datetime

from hypothesis import strategies as st

from bot.domain.channel import Channel
from bot.domain.client import ConsentState
from bot.domain.message import Draft, Media, Purpose
from bot.policy.decision import Facts

NOW = datetime(2026, 11, 20, 15, 0, tzinfo=UTC)
OURS, MOBILE, LANDLINE, SHORT_CODE = "+12025550100", "+447400123456", "+442079460018", "22395"
PICTURE = Media("https://media.example/1", "image/png")


def draft(
    body: str = "Hello",
    *,
    channel: Channel = Channel.SMS,
    to: str = MOBILE,
    media: tuple[Media, ...] = (),
) -> Draft:
    """A draft that nothing speaks against, but for what is asked for."""
    return Draft(channel, to, body, OURS, media)


def facts(
    consent: ConsentState = ConsentState.UNKNOWN, purpose: Purpose = Purpose.DIRECT, name: str = "Jane Doe"
) -> Facts:
    """Facts that nothing speaks against, but for what is asked for."""
    return Facts(name, consent, purpose)


bodies = st.one_of(st.text(max_size=40), st.integers(0, 5000).map(lambda length: "a" * length))
drafts = st.builds(
    Draft,
    channel=st.sampled_from(Channel),
    to=st.sampled_from([OURS, MOBILE, LANDLINE, SHORT_CODE, "+12125550123"]),
    body=bodies,
    sender=st.just(OURS),
    media=st.sampled_from([(), (PICTURE,)]),
)
any_facts = st.builds(
    Facts,
    client_name=st.just("Jane Doe"),
    consent=st.sampled_from(ConsentState),
    purpose=st.sampled_from(Purpose),
)
