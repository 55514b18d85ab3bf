"""A no to the question holds for every address of the person on WhatsApp, and a yes after it for the same."""

import pytest

from bot.domain.channel import Channel
from bot.domain.consent import ConsentState
from bot.flows.clients.addresses import add
from bot.flows.clients.consent import withdraw_consent
from bot.flows.clients.typed_addresses import Typed
from tests.flows.harness import JANE, Team
from tests.flows.opt_in.asking import asks_first, press, say, write

IDENTITY, SECOND = "US.13491208655302741918", "+12125550188"
OUT, IN = ConsentState.WITHDRAWN, ConsentState.EXPRESS


@pytest.fixture
async def team(team: Team) -> Team:
    """Jane was asked at her number; a teammate has noted her identity."""
    await asks_first(team)
    await _give(team, Typed("", IDENTITY))
    await write(team, "Your glasses are ready")
    await team.work()
    return team


async def _give(team: Team, typed: Typed) -> None:
    async with team.ctx.store.read(team.workspace_id) as uow:
        owner = (await uow.clients.by_addresses([JANE]))[JANE]
    await add(team.ctx, team.workspace_id, "U1", owner.client_id, typed)


async def states(team: Team, *values: str) -> list[ConsentState]:
    return [await team.consent(value, Channel.WHATSAPP) for value in values]


async def test_a_no_closes_the_identity_behind_the_number(team: Team) -> None:
    await press(team, "No, thanks")
    assert await states(team, JANE, IDENTITY) == [OUT, OUT]
    assert await team.consent(JANE, Channel.SMS) is ConsentState.UNKNOWN


async def test_a_yes_after_it_opens_what_it_had_closed(team: Team) -> None:
    await press(team, "No, thanks")
    await _give(team, Typed(SECOND))
    assert await states(team, JANE, IDENTITY, SECOND) == [OUT, OUT, OUT]
    await say(team, "sí", "WA2")
    assert await states(team, JANE, IDENTITY, SECOND) == [IN, IN, IN]


async def test_a_yes_is_for_the_address_it_was_given_for(team: Team) -> None:
    await press(team, "Yes, please")
    assert await states(team, JANE, IDENTITY) == [IN, ConsentState.UNKNOWN]


async def test_a_yes_opens_nothing_that_the_identity_s_own_stop_has_closed(team: Team) -> None:
    await say(team, "STOP", "WA2", sender=IDENTITY)
    await team.work()
    await press(team, "Yes, please", "WA3")
    assert (await states(team, IDENTITY)) == [OUT]


@pytest.mark.parametrize("said", ["sí", "\U0001f44d"])
async def test_a_late_yes_to_the_question_does_not_end_a_withdrawal_by_hand(team: Team, said: str) -> None:
    async with team.ctx.store.read(team.workspace_id) as uow:
        owner = (await uow.clients.by_addresses([JANE]))[JANE]
    await withdraw_consent(
        team.ctx,
        team.workspace_id,
        "U1",
        owner.client_id,
        [owner.address_id],
        [Channel.WHATSAPP],
        "By phone: please stop",
    )
    await say(team, said, "WA2")
    assert await states(team, JANE, IDENTITY) == [OUT, OUT]
