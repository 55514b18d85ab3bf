"""Drafts and facts for the gate's tests, and hypothesis' strategies for any of them."""

from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import strategies as st

from bot.domain.channel import Channel
from bot.domain.consent import ConsentScope, ConsentState, DncEntry, DncSource
from bot.domain.failure import RecipientFault
from bot.domain.message import Draft, Media, Override, Purpose
from bot.domain.roles import Role
from bot.domain.settings import ConsentRules, WorkspaceSettings
from bot.domain.template import Approval, Category, Template, TemplateKind
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


def listed(
    source: DncSource = DncSource.STOP, *, channel: Channel | None = Channel.SMS, reason: str = ""
) -> DncEntry:
    """An entry of the do-not-contact list, three weeks old."""
    return DncEntry(MOBILE, channel, source, reason, None, NOW - timedelta(days=21))


CODES = (
    *("role", "landline", "not_on_whatsapp", "not_in_use", "spam", "opted_out", "do_not_contact"),
    *("opt_out_review", "no_consent", "no_marketing_consent", "window_closed", "sensitive"),
)
overrides = st.builds(
    Override,
    user=st.just("U1"),
    role=st.sampled_from(Role),
    codes=st.frozensets(st.sampled_from(CODES)),
    why=st.just("It is urgent."),
)
CARD, ACCOUNT = "card 4111 1111 1111 1111", "DE89370400440532013000"
bodies = st.one_of(
    st.text(max_size=40),
    st.integers(0, 5000).map(lambda length: "a" * length),
    st.sampled_from(
        [f"Pay with {CARD}", f"To {ACCOUNT}", "Hi {{name}}", "Hi {Name}", "SEE BIT.LY/X NOW, CASINO!"]
    ),
)
drafts = st.builds(
    Draft,
    channel=st.sampled_from(Channel),
    to=st.sampled_from([OURS, MOBILE, LANDLINE, SHORT_CODE, "+12125550123"]),
    body=bodies,
    sender=st.just(OURS),
    media=st.sampled_from([(), (PICTURE,)]),
    purpose=st.sampled_from(Purpose),
    is_template=st.booleans(),
    override=st.none() | overrides,
    notice=st.sampled_from(["", "Harbor Clinic. Reply STOP to opt out."]),
    taken_out=st.sampled_from([(), ("Card number",)]),
)
any_facts = st.builds(
    Facts,
    client_name=st.just("Jane Doe"),
    consent=st.sampled_from(ConsentState),
    consent_scope=st.sampled_from(ConsentScope),
    dnc=st.none() | st.sampled_from(DncSource).map(listed),
    opt_out_review=st.booleans(),
    fault=st.none() | st.sampled_from(RecipientFault),
    is_spam=st.booleans(),
    last_inbound_at=st.none() | st.timedeltas(timedelta(0), timedelta(days=3)).map(lambda ago: NOW - ago),
    author=st.sampled_from(Role),
    settings=st.booleans().map(
        lambda needs: WorkspaceSettings(consent=ConsentRules(direct_needs_consent=needs))
    ),
    introduced=st.booleans(),
    business=st.sampled_from(["", "Harbor Clinic"]),
    template=st.none()
    | st.builds(
        Template,
        *map(st.just, ("HX1", "reminder", "en")),
        st.sampled_from(Category),
        st.sampled_from(TemplateKind),
        st.just("Hi"),
        approval=st.sampled_from(Approval),
    ),
)
