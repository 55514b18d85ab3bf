"""Consent by hand: who may record what, over what, and what the ledger and the audit then say."""

import asyncio
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from bot.domain.channel import Channel
from bot.domain.consent import ConsentScope, ConsentState, DncEntry, DncSource
from bot.domain.roles import Role
from bot.domain.settings import ConsentRules
from bot.flows.clients.consent import NewConsent, Recorded, Rejected, record_consent, withdraw_consent
from bot.flows.clients.overview import HISTORY_PAGE, history, message_id, overview
from bot.flows.settings.change import change
from bot.flows.team.permissions import NotAllowed
from bot.flows.team.roles import OPERATOR, grant_role
from bot.storage.repositories.audit import AuditFilter
from bot.storage.tables import opt_out_reviews
from tests.flows.harness import JANE, Team
from tests.support.world import inbound

MANAGER, SENDER, VIEWER = "U0MANAGER", "U0SENDER", "U0VIEWER"
SMS, WHATSAPP = Channel.SMS, Channel.WHATSAPP
OMAR = "+12025550177"
IDENTITY, OMARS_IDENTITY = "US.13491208655302741918", "US.20000000000000000001"


@pytest.fixture
async def staff(team: Team) -> Team:
    """A team with one of each role, and a client."""
    for user, role in ((MANAGER, Role.MANAGER), (VIEWER, Role.VIEWER)):
        await grant_role(team.ctx, team.workspace_id, OPERATOR, user, role)
    await team.meet("Jane Doe")
    return team


async def jane(team: Team) -> tuple[str, str]:
    """Her id and her address's."""
    async with team.ctx.store.read(team.workspace_id) as uow:
        owner = (await uow.clients.by_addresses([JANE]))[JANE]
    return owner.client_id, owner.address_id


async def record(team: Team, user: str = SENDER, **changes: Any) -> Recorded | Rejected:
    client_id, address_id = await jane(team)
    given = NewConsent(
        address_ids=(address_id,),
        channels=(SMS,),
        state=ConsentState.EXPRESS,
        scope=ConsentScope.TRANSACTIONAL,
        source="paper",
        evidence="Folder 7",
    )
    return await record_consent(team.ctx, team.workspace_id, user, client_id, replace(given, **changes))


async def withdraw(team: Team, user: str = SENDER, evidence: str = "By phone") -> Recorded | Rejected:
    client_id, address_id = await jane(team)
    return await withdraw_consent(team.ctx, team.workspace_id, user, client_id, [address_id], [SMS], evidence)


async def forbid(team: Team, channel: Channel | None) -> None:
    entry = DncEntry(JANE, channel, DncSource.STOP, "", None, team.clock.now())
    async with team.ctx.store.write(team.workspace_id) as uow:
        await uow.dnc.add([entry])


async def dnc(team: Team) -> int:
    async with team.ctx.store.read(team.workspace_id) as uow:
        return await uow.dnc.count()


async def actions(team: Team) -> list[str]:
    async with team.ctx.store.read(team.workspace_id) as uow:
        found = await uow.audit.page(AuditFilter(), 20)
    return [entry.deed.action for entry in found if entry.deed.action != "role_granted"]


async def test_consent_is_in_the_ledger_with_everything(staff: Team) -> None:
    given = {"wording": "Yes", "scope": ConsentScope.MARKETING, "channels": (SMS, Channel.MMS, WHATSAPP)}
    assert await record(staff, **given) == Recorded("Jane Doe")
    rows = await staff.ledger()
    assert {row.channel for row in rows} == {"sms", "whatsapp"}
    assert len(rows) == 2
    row = rows[0]
    assert (row.state, row.scope, row.source, row.evidence, row.wording, row.recorded_by) == (
        "express",
        "marketing",
        "paper",
        "Folder 7",
        "Yes",
        SENDER,
    )
    assert await staff.consent() is ConsentState.EXPRESS
    assert await actions(staff) == ["consent_recorded"]


REFUSED: list[tuple[dict[str, Any], str]] = [
    ({"evidence": "  "}, "evidence"),
    ({"channels": ()}, "channels"),
    ({"address_ids": ()}, "numbers"),
    ({"address_ids": ("another's",)}, "numbers"),
    ({"expires": date(2026, 11, 19)}, "expires"),
]


@pytest.mark.parametrize(("changes", "field"), REFUSED)
async def test_what_cannot_be_recorded(staff: Team, changes: dict[str, Any], field: str) -> None:
    outcome = await record(staff, **changes)
    assert isinstance(outcome, Rejected)
    assert set(outcome.errors) == {field}
    assert await staff.ledger() == []
    assert await actions(staff) == []


async def test_implied_consent_needs_no_evidence(staff: Team) -> None:
    assert isinstance(await record(staff, state=ConsentState.IMPLIED, evidence=""), Recorded)


async def test_the_last_day_ends_in_the_workspace_s_zone_and_consent_with_it(staff: Team) -> None:
    await grant_role(staff.ctx, staff.workspace_id, OPERATOR, "U0ADMIN", Role.ADMIN)
    await change(
        staff.ctx, staff.workspace_id, "U0ADMIN", 0, lambda old: replace(old, time_zone="America/New_York")
    )
    await record(staff, expires=date(2026, 11, 20))
    client_id, _ = await jane(staff)
    seen = await overview(staff.ctx, staff.workspace_id, client_id)
    assert seen is not None
    line = seen.lines[0]
    assert line.consent is not None
    assert line.consent.expires_at == datetime(2026, 11, 21, 4, 59, 59, 999999, UTC)
    assert line.state is ConsentState.EXPRESS
    staff.clock.advance(hours=14)
    seen = await overview(staff.ctx, staff.workspace_id, client_id)
    assert seen is not None
    assert seen.lines[0].state is ConsentState.EXPIRED


@pytest.mark.parametrize("channel", [SMS, None])
@pytest.mark.parametrize("withdrawn", [True, False])
async def test_over_an_opt_out_a_sender_cannot_record(
    staff: Team, channel: Channel | None, withdrawn: bool
) -> None:
    if withdrawn:
        await staff.opt_out()
    else:
        await forbid(staff, channel)
    outcome = await record(staff)
    assert isinstance(outcome, Rejected)
    assert "text START" in outcome.errors["channels"]
    outcome = await record(staff, MANAGER, state=ConsentState.IMPLIED, evidence="")
    assert isinstance(outcome, Rejected)
    assert set(outcome.errors) == {"evidence"}
    outcome = await record(staff, MANAGER)
    assert outcome == Recorded("Jane Doe", cleared=0 if withdrawn else 1)
    assert await staff.consent() is ConsentState.EXPRESS
    assert await dnc(staff) == 0


async def test_an_opt_out_of_another_channel_does_not_matter(staff: Team) -> None:
    await staff.opt_out(channel=WHATSAPP)
    await forbid(staff, WHATSAPP)
    assert isinstance(await record(staff), Recorded)
    assert await dnc(staff) == 1


async def test_withdrawal_needs_words_and_holds(staff: Team) -> None:
    await record(staff)
    outcome = await withdraw(staff, evidence=" ")
    assert isinstance(outcome, Rejected)
    assert set(outcome.errors) == {"evidence"}
    assert await withdraw(staff) == Recorded("Jane Doe")
    assert await staff.consent() is ConsentState.WITHDRAWN
    assert await actions(staff) == ["consent_withdrawn", "consent_recorded"]


async def test_where_an_opt_out_holds_everywhere_so_does_one_by_hand(staff: Team) -> None:
    await grant_role(staff.ctx, staff.workspace_id, OPERATOR, "U0ADMIN", Role.ADMIN)
    everywhere = ConsentRules(stop_covers_all=True)
    await change(staff.ctx, staff.workspace_id, "U0ADMIN", 0, lambda old: replace(old, consent=everywhere))
    assert await withdraw(staff) == Recorded("Jane Doe")
    assert await staff.consent(channel=WHATSAPP) is ConsentState.WITHDRAWN


@pytest.mark.parametrize("covers_all", [False, True])
@pytest.mark.parametrize(("said_by", "channel"), [(JANE, SMS), (JANE, WHATSAPP), (IDENTITY, WHATSAPP)])
async def test_by_hand_it_reaches_as_far_as_the_client_s_own_stop(
    staff: Team, covers_all: bool, said_by: str, channel: Channel
) -> None:
    await staff.decide(consent=ConsentRules(stop_covers_all=covers_all))
    theirs = {JANE: OMAR, IDENTITY: OMARS_IDENTITY}
    await staff.meet("Omar Diaz", OMAR)
    for number, identity in ((JANE, IDENTITY), (OMAR, OMARS_IDENTITY)):
        await staff.hear(inbound("Hi", number, sender=number, channel=WHATSAPP, identity=identity))
    await staff.hear(inbound("STOP", "SM1", sender=said_by, channel=channel))
    await _withdraw_of(staff, theirs[said_by], channel)
    for way in (SMS, WHATSAPP):
        for value in (JANE, IDENTITY):
            stopped = await staff.consent(value, way)
            assert await staff.consent(theirs[value], way) is stopped, (value, way)
    assert await staff.consent(said_by, channel) is ConsentState.WITHDRAWN


async def _withdraw_of(team: Team, value: str, channel: Channel) -> None:
    async with team.ctx.store.read(team.workspace_id) as uow:
        owner = (await uow.clients.by_addresses([value]))[value]
    done = await withdraw_consent(
        team.ctx, team.workspace_id, SENDER, owner.client_id, [owner.address_id], [channel], "By phone"
    )
    assert isinstance(done, Recorded)


async def test_a_question_about_the_identity_s_words_is_decided_by_it_too(staff: Team) -> None:
    await staff.hear(inbound("Hi", "SM1", sender=JANE, channel=WHATSAPP, identity=IDENTITY))
    await staff.hear(inbound("Please stop texting me", "SM2", sender=IDENTITY, channel=WHATSAPP))
    await _withdraw_of(staff, JANE, WHATSAPP)
    assert [review.state for review in await staff.rows(opt_out_reviews)] == ["opted_out"]


async def test_another_number_of_the_client_keeps_what_it_has_allowed(staff: Team) -> None:
    client_id, _ = await jane(staff)
    async with staff.ctx.store.write(staff.workspace_id) as uow:
        assert await uow.addresses.add(client_id, OMAR, staff.clock.now())
    await _withdraw_of(staff, JANE, WHATSAPP)
    assert await staff.consent(OMAR, WHATSAPP) is ConsentState.UNKNOWN


async def test_words_under_review_are_shown_and_decided_by_a_withdrawal(staff: Team) -> None:
    await staff.hear(inbound("Please stop texting me", "SM1", sender=JANE))
    client_id, _ = await jane(staff)
    seen = await overview(staff.ctx, staff.workspace_id, client_id)
    assert seen is not None
    assert [line.under_review for line in seen.lines] == [True, False]
    await withdraw(staff)
    seen = await overview(staff.ctx, staff.workspace_id, client_id)
    assert seen is not None
    assert not any(line.under_review for line in seen.lines)
    assert await staff.consent() is ConsentState.WITHDRAWN


@pytest.mark.parametrize(
    ("evidence", "found"),
    [
        ("01KAXW3V5ZQ8J4M2N6P7R8S9T0", "01KAXW3V5ZQ8J4M2N6P7R8S9T0"),
        ("01KAXW3V5ZQ8J4M2N6P7R8S9T0 21610", "01KAXW3V5ZQ8J4M2N6P7R8S9T0"),
        ("Folder 7", ""),
        ("https://forms.example/01KAXW3V5ZQ8J4M2N6P7R8S9T0", ""),
        ("", ""),
    ],
)
def test_evidence_that_is_a_message(evidence: str, found: str) -> None:
    assert message_id(evidence) == found


async def test_a_viewer_records_nothing(staff: Team) -> None:
    with pytest.raises(NotAllowed):
        await record(staff, VIEWER)
    with pytest.raises(NotAllowed):
        await withdraw(staff, VIEWER)


async def test_a_client_that_is_gone_is_said(staff: Team) -> None:
    _, address_id = await jane(staff)
    outcome = await withdraw_consent(
        staff.ctx, staff.workspace_id, SENDER, "0" * 26, [address_id], [SMS], "x"
    )
    assert isinstance(outcome, Rejected)
    assert "does not exist any more" in outcome.errors["channels"]
    assert await overview(staff.ctx, staff.workspace_id, "0" * 26) is None
    assert await history(staff.ctx, staff.workspace_id, "0" * 26) is None


async def test_a_stop_at_the_same_moment_holds_whichever_comes_first(staff: Team) -> None:
    await record(staff)
    await asyncio.gather(staff.hear(inbound("STOP", "SM1", sender=JANE)), record(staff))
    # The STOP came first and the record was refused, or it came last.
    assert await staff.consent() is ConsentState.WITHDRAWN


async def test_the_history_is_paged_and_links_the_client_s_own_words(staff: Team) -> None:
    for _ in range(HISTORY_PAGE):
        await record(staff)
    await staff.hear(inbound("STOP", "SM1", sender=JANE))
    await staff.work()
    client_id, _ = await jane(staff)
    first = await history(staff.ctx, staff.workspace_id, client_id)
    assert first is not None
    assert (len(first.changes), first.has_more) == (HISTORY_PAGE, True)
    assert first.changes[0].state is ConsentState.WITHDRAWN
    assert first.number_of(first.changes[0]) == JANE
    assert list(first.places) == [first.changes[0].evidence]
    second = await history(staff.ctx, staff.workspace_id, client_id, 1)
    assert second is not None
    assert (len(second.changes), second.has_more) == (1, False)
    seen = await overview(staff.ctx, staff.workspace_id, client_id)
    assert seen is not None
    assert seen.lines[0].evidence == first.places[first.changes[0].evidence]
    assert seen.lines[0].known is not None
    assert seen.lines[0].known.last_inbound_at is not None


async def test_the_wider_entry_of_the_list_is_the_one_that_is_told(staff: Team) -> None:
    await forbid(staff, SMS)
    await forbid(staff, None)
    client_id, _ = await jane(staff)
    seen = await overview(staff.ctx, staff.workspace_id, client_id)
    assert seen is not None
    assert [line.dnc.channel if line.dnc else "none" for line in seen.lines] == [None, None]


async def test_a_withdrawal_settles_whether_the_client_s_own_words_were_one(staff: Team) -> None:
    await staff.hear(inbound("Please stop texting me", "SM1"))
    await withdraw(staff)
    assert [review.state for review in await staff.rows(opt_out_reviews)] == ["opted_out"]
