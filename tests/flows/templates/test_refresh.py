"""Templates are asked for when what is kept is half an hour old; what was told before stays meanwhile."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.channel import Channel
from bot.domain.template import Template
from bot.flows.templates.refresh import refresh, refresh_stale
from bot.flows.templates.shelf import MOST, shelf
from bot.worker.housekeeping import fetch_templates
from tests.flows.harness import Team
from tests.flows.templates.shelves import OFFER, PENDING, REMINDER
from tests.support.world import RememberingProvider


async def names(team: Team, query: str = "") -> list[str]:
    found = await shelf(team.ctx, team.workspace_id, query)
    return [template.name for template in found.templates]


async def told(team: Team, *templates: Template) -> None:
    team.provider.shelf = templates
    assert await refresh(team.ctx, team.workspace_id, [team.provider])  # type: ignore[list-item]


async def test_nothing_is_known_before_anybody_has_asked(team: Team) -> None:
    found = await shelf(team.ctx, team.workspace_id)
    assert (found.templates, found.fetched_at, found.is_stale) == ((), None, True)


async def test_what_can_be_sent_comes_first_and_what_is_gone_is_forgotten(team: Team) -> None:
    await told(team, REMINDER, PENDING, OFFER)
    assert await names(team) == ["offer", "reminder", "a_new_one"]
    assert await names(team, "REM") == ["reminder"]
    await told(team, replace(REMINDER, body="New words."))
    found = await shelf(team.ctx, team.workspace_id)
    assert [each.body for each in found.templates] == ["New words."]


async def test_a_long_list_is_cut_and_says_how_many_there_are(team: Team) -> None:
    await told(team, *(replace(REMINDER, id=f"HX{n:02}", name=f"t{n:02}") for n in range(MOST + 3)))
    found = await shelf(team.ctx, team.workspace_id)
    assert (len(found.templates), found.found, found.all) == (MOST, MOST + 3, MOST + 3)
    assert (await shelf(team.ctx, team.workspace_id, "t14")).found == 1


async def test_half_an_hour_passes_before_anybody_is_asked_again(team: Team) -> None:
    await told(team, REMINDER)
    team.provider.shelf = (OFFER,)
    team.clock.advance(minutes=29, seconds=59)
    await refresh_stale(team.ctx, team.workspace_id, [team.provider])  # type: ignore[list-item]
    assert await names(team) == ["reminder"]
    assert not (await shelf(team.ctx, team.workspace_id)).is_stale
    team.clock.advance(seconds=1)
    assert (await shelf(team.ctx, team.workspace_id)).is_stale
    await refresh_stale(team.ctx, team.workspace_id, [team.provider])  # type: ignore[list-item]
    assert await names(team) == ["offer"]
    assert (await shelf(team.ctx, team.workspace_id)).fetched_at == team.clock.now()


class Broken(RememberingProvider):
    """A provider whose own code fails."""

    async def templates(self) -> tuple[Template, ...] | None:
        raise LookupError("a fault of its own")


@pytest.mark.parametrize("trouble", [RememberingProvider(shelf=None), Broken()])
async def test_a_provider_that_does_not_answer_takes_nothing_away(
    team: Team, trouble: RememberingProvider
) -> None:
    await told(team, REMINDER)
    trouble.name = "other"
    team.provider.shelf = (OFFER,)
    assert not await refresh(team.ctx, team.workspace_id, [trouble, team.provider])  # type: ignore[list-item]
    assert await names(team) == ["offer"]
    trouble.name = "twilio"
    assert not await refresh(team.ctx, team.workspace_id, [trouble])  # type: ignore[list-item]
    assert await names(team) == ["offer"]


async def test_two_providers_keep_their_own(team: Team) -> None:
    await told(team, REMINDER)
    other = RememberingProvider(name="other", shelf=(OFFER,))
    await refresh(team.ctx, team.workspace_id, [other])  # type: ignore[list-item]
    async with team.ctx.store.read(team.workspace_id) as uow:
        kept = [(each.provider, each.template.name) for each in await uow.templates.all()]
    assert sorted(kept) == [("other", "offer"), ("twilio", "reminder")]
    # Of the other no number is set up, so none of its templates could go.
    assert await names(team) == ["reminder"]
    assert not (await shelf(team.ctx, team.workspace_id)).is_stale


async def test_the_worker_asks_only_where_there_is_a_whatsapp_sender(team: Team) -> None:
    team.provider.shelf = (REMINDER,)
    sms_only = team.with_context(senders=team.ctx.senders_for(Channel.SMS))
    await fetch_templates(sms_only.ctx, team.workspace_id, {"twilio": team.provider})  # type: ignore[dict-item]
    assert await names(team) == []
    await fetch_templates(team.ctx, team.workspace_id, {"twilio": team.provider})  # type: ignore[dict-item]
    assert await names(team) == ["reminder"]
    team.clock.advance(minutes=31)
    assert team.clock.now() - timedelta(minutes=31) == (await shelf(team.ctx, team.workspace_id)).fetched_at
