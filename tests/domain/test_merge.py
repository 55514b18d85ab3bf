"""What is kept of two clients that become one, and whose consent holds."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.channel import Channel
from bot.domain.client import Client
from bot.domain.consent import Consent, ConsentScope, ConsentState
from bot.domain.merge import Standing, becomes, differing, strictest, together

NOW = datetime(2026, 11, 20, 15, 0, tzinfo=UTC)
EXPRESS, IMPLIED, PENDING = ConsentState.EXPRESS, ConsentState.IMPLIED, ConsentState.PENDING
WITHDRAWN, EXPIRED, UNKNOWN = ConsentState.WITHDRAWN, ConsentState.EXPIRED, ConsentState.UNKNOWN
MARKETING, TRANSACTIONAL = ConsentScope.MARKETING, ConsentScope.TRANSACTIONAL
SOON, LATER, PAST = NOW + timedelta(days=1), NOW + timedelta(days=9), NOW - timedelta(days=1)


def of(
    state: ConsentState, scope: ConsentScope = TRANSACTIONAL, expires_at: datetime | None = None
) -> Consent:
    return Consent("A", Channel.SMS, state, NOW - timedelta(days=30), scope, expires_at)


def client(**fields: object) -> Client:
    known: dict[str, object] = {"name": "Jane", "is_lead": False, "created_at": NOW}
    return Client(id="C", workspace_id="W", **(known | fields))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("consents", "holds"),
    [
        ([], None),
        ([of(UNKNOWN)], None),
        ([of(EXPRESS), of(UNKNOWN)], Standing(EXPRESS)),
        ([of(EXPRESS, MARKETING), of(EXPRESS, MARKETING)], Standing(EXPRESS, MARKETING)),
        ([of(EXPRESS, MARKETING), of(IMPLIED, MARKETING)], Standing(IMPLIED, MARKETING)),
        ([of(EXPRESS, MARKETING), of(EXPRESS)], Standing(EXPRESS)),
        ([of(EXPRESS, expires_at=LATER), of(EXPRESS, expires_at=SOON)], Standing(EXPRESS, expires_at=SOON)),
        ([of(EXPRESS, expires_at=SOON), of(EXPRESS)], Standing(EXPRESS, expires_at=SOON)),
        ([of(EXPRESS, expires_at=PAST), of(EXPRESS)], Standing(EXPIRED)),
        ([of(PENDING), of(IMPLIED)], Standing(PENDING)),
        ([of(EXPIRED), of(PENDING)], Standing(EXPIRED)),
        ([of(EXPRESS, MARKETING), of(WITHDRAWN), of(EXPIRED)], Standing(WITHDRAWN)),
    ],
)
def test_the_strictest_holds_with_the_narrower_scope_and_the_earlier_end(
    consents: list[Consent], holds: Standing | None
) -> None:
    assert strictest(consents, NOW) == holds
    assert strictest(list(reversed(consents)), NOW) == holds


def test_a_number_on_the_list_counts_as_an_opt_out() -> None:
    assert strictest([], NOW, listed=True) == Standing(WITHDRAWN)
    assert strictest([of(EXPRESS)], NOW, listed=True) == Standing(WITHDRAWN)


@pytest.mark.parametrize(
    ("own", "whole", "new"),
    [
        (None, None, None),
        (None, Standing(EXPRESS), None),
        (of(UNKNOWN), Standing(IMPLIED), None),
        (None, Standing(EXPIRED), None),
        (None, Standing(WITHDRAWN), Standing(WITHDRAWN)),
        (of(WITHDRAWN), Standing(WITHDRAWN), None),
        (of(EXPRESS), Standing(EXPRESS), None),
        (of(EXPRESS, MARKETING), Standing(EXPRESS), Standing(EXPRESS)),
        (of(EXPRESS, expires_at=PAST), Standing(EXPIRED), None),
        (of(EXPRESS), Standing(EXPIRED), Standing(EXPIRED)),
    ],
)
def test_only_what_is_stricter_changes_anything(
    own: Consent | None, whole: Standing | None, new: Standing | None
) -> None:
    assert becomes(own, whole, NOW) == new


_CONSENTS = st.builds(
    of, st.sampled_from(ConsentState), st.sampled_from(ConsentScope), st.sampled_from([None, PAST, SOON])
)


@given(st.lists(_CONSENTS, max_size=5), st.booleans())
def test_once_it_holds_everywhere_it_holds_whatever_is_merged_again(
    consents: list[Consent], listed: bool
) -> None:
    whole = strictest(consents, NOW, listed=listed)
    for own in consents:
        new = becomes(own, whole, NOW)
        after = of(new.state, new.scope, new.expires_at) if new else own
        assert becomes(after, whole, NOW) is None


def test_the_survivors_own_is_kept_and_what_it_lacks_is_taken() -> None:
    one = client(company="Harbor", notes="Tea.", is_lead=False)
    two = client(name="J.", company="Quay", language="de", notes="Coffee.", is_lead=True, last_order="4711")
    kept = together(one, two)
    assert (kept["name"], kept["company"], kept["language"], kept["last_order"]) == (
        "Jane",
        "Harbor",
        "de",
        "4711",
    )
    assert kept["notes"] == "Tea.\n\nCoffee."
    assert kept["is_lead"] is False
    assert together(one, two, ["company"])["company"] == "Quay"
    assert together(client(is_lead=True), client(is_lead=True, notes=""))["notes"] == ""


def test_what_is_chosen_between_is_where_both_have_something_and_not_the_same() -> None:
    one = client(company="Harbor", owner="U1", language="de")
    assert differing(one, client(name="J.", company="Quay", owner=None, language="de")) == ("name", "company")
