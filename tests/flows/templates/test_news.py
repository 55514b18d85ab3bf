"""What a provider tells of a template by itself stands in the list at once."""

from dataclasses import replace

import pytest

from bot.domain.events import TemplateNews
from bot.domain.template import Approval, Category
from bot.flows.templates.news import keep_news
from bot.flows.templates.refresh import refresh
from bot.flows.templates.shelf import Shelf, shelf
from tests.flows.harness import Team
from tests.flows.templates.shelves import OFFER, PENDING, REMINDER

NEWS = TemplateNews("twilio", PENDING.id, PENDING.name, "en", Approval.APPROVED)


@pytest.fixture
async def known(team: Team) -> Team:
    """A team whose provider has told its templates just now."""
    team.provider.shelf = (REMINDER, PENDING, OFFER)
    assert await refresh(team.ctx, team.workspace_id, [team.provider])  # type: ignore[list-item]
    return team


async def after(team: Team, *news: TemplateNews) -> Shelf:
    for each in news:
        await keep_news(team.ctx, team.workspace_id, each)
    return await shelf(team.ctx, team.workspace_id)


async def test_an_approval_is_known_at_once(known: Team) -> None:
    told = await after(known, NEWS, NEWS)
    assert {each.name: each.approval for each in told.templates} == dict.fromkeys(
        ("a_new_one", "offer", "reminder"), Approval.APPROVED
    )
    assert not told.is_stale


async def test_a_rejection_says_why_until_it_is_approved(known: Team) -> None:
    refused = replace(NEWS, status=Approval.REJECTED, reason="Invalid format")
    told = await after(known, refused)
    [template] = [each for each in told.templates if each.id == PENDING.id]
    assert (template.approval, template.rejection_reason) == (Approval.REJECTED, "Invalid format")
    told = await after(known, NEWS)
    assert all(not each.rejection_reason for each in told.templates)


async def test_another_category_leaves_the_approval_as_it_is(known: Team) -> None:
    told = await after(known, replace(NEWS, status=None, category=Category.MARKETING))
    [template] = [each for each in told.templates if each.id == PENDING.id]
    assert (template.approval, template.category) == (Approval.PENDING, Category.MARKETING)
    assert not told.is_stale


async def test_one_without_an_id_is_known_by_its_name_and_language(known: Team) -> None:
    told = await after(known, replace(NEWS, template_id=""))
    assert all(each.approval is Approval.APPROVED for each in told.templates)
    told = await after(known, replace(NEWS, template_id="", language="es", status=Approval.PAUSED))
    assert all(each.approval is Approval.APPROVED for each in told.templates)


@pytest.mark.parametrize("news", [replace(NEWS, template_id="new"), replace(NEWS, status=None)])
async def test_what_is_not_known_or_not_said_is_asked_for(known: Team, news: TemplateNews) -> None:
    assert (await after(known, news)).is_stale


async def test_another_providers_news_are_not_about_these(known: Team) -> None:
    told = await after(known, replace(NEWS, provider="whatsapp_cloud"))
    assert not told.is_stale
    assert Approval.PENDING in {each.approval for each in told.templates}


async def test_before_anybody_has_asked_there_is_nothing_to_write(team: Team) -> None:
    assert (await after(team, NEWS)).templates == ()
