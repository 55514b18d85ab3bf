"""The Home tab when something cannot be had in time: what is missing is said, and the rest is there."""

import logging

import pytest

from bot.domain.roles import Role
from bot.slack import home as tab
from tests.slack.conftest import MAYA, World
from tests.slack.home_tab import headings, labels, open_home
from tests.slack.windows import appoint

ALL = ["Message a client", "New client", "Clients", "Templates", "WhatsApp templates", "Settings", "Help"]


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine that is busy with other tests is no reason for a part to be missing."""
    monkeypatch.setattr(tab, "READING", 20.0)
    monkeypatch.setattr(tab, "PUBLISHING", 20.0)
    monkeypatch.setattr(tab, "REFRESHING", 20.0)


@pytest.mark.parametrize(
    ("part", "heading"),
    [
        ("attention_page", "Needs attention"),
        ("scheduled_today", "Scheduled today"),
        ("month_so_far", "This month"),
        ("setup_points", "Set-up"),
    ],
)
async def test_what_cannot_be_read_is_said_to_be_missing_and_the_rest_is_there(
    world: World, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, part: str, heading: str
) -> None:
    await appoint(world, MAYA, Role.ADMIN)

    async def broken(*_: object, **__: object) -> None:
        raise ConnectionError("Jane Doe's database")

    monkeypatch.setattr(tab, part, broken)
    said = await open_home(world)
    assert f"*{heading}* could not be read in time" in said
    assert said.count("could not be read in time") == 1
    assert labels(world) == ALL
    assert "A part of a Home tab could not be read" in caplog.text
    assert "Jane" not in caplog.text


async def test_slack_s_silence_costs_no_more_than_its_own_points(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tab, "READING", 1.4)
    await appoint(world, MAYA, Role.ADMIN)
    world.slack.faults.fail_next("conversations.info", timeout=True)
    said = await open_home(world)
    assert "Slack did not answer in time" in said
    assert headings(world)[0].startswith("Set-up")


async def test_a_token_without_a_name_is_told(world: World) -> None:
    await appoint(world, MAYA, Role.ADMIN)
    world.slack.faults.fail_next("auth.test", status=500)
    said = await open_home(world)
    assert "Slack cannot be reached" in said


async def test_who_somebody_is_may_stay_unknown(world: World) -> None:
    world.slack.faults.fail_next("users.info", status=500)
    assert "Needs attention" in await open_home(world)


async def test_a_database_that_is_away_is_said(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    async def broken(*_: object) -> None:
        raise ConnectionError

    monkeypatch.setattr(tab, "reader_of", broken)
    assert "This page could not be read just now" in await open_home(world)


async def test_a_tab_that_cannot_be_published_is_logged_and_slack_is_answered(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    world.slack.faults.fail_next("views.publish", status=500)
    with caplog.at_level(logging.WARNING):
        await tab.publish(world.deps, MAYA)
    assert "A Home tab could not be published" in caplog.text
    assert MAYA not in world.slack.workspace.homes
    assert "Needs attention" in await open_home(world)


async def test_a_tab_that_is_not_drawn_anew_in_time_is_left(
    world: World, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(tab, "REFRESHING", 0.05)
    world.slack.faults.fail_next("users.info", timeout=True)
    await tab.refresh(world.deps, MAYA)
    assert "was not drawn anew in time" in caplog.text
