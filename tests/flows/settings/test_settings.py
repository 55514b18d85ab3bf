"""Changing settings: read, refused where it cannot be so, saved once, audited by key."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import replace
from datetime import time
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.channel import Channel
from bot.domain.opt_outs import LANGUAGES
from bot.domain.roles import Role
from bot.domain.settings import Budget, DlpAction, WorkspaceSettings
from bot.flows.context import Context
from bot.flows.settings import (
    budget,
    consent,
    content,
    frequency,
    inbox,
    prices,
    quiet_hours,
    sensitive,
    workspace,
)
from bot.flows.settings.change import ChangedMeanwhile, Outcome, Rejected, Saved, change, differences, load
from bot.flows.settings.reading import Wrong, amount, clock_time, whole_number
from bot.flows.team.permissions import NotAllowed
from bot.flows.team.roles import OPERATOR, grant_role
from bot.storage.repositories.audit import AuditFilter
from tests.flows.harness import Team

MAYA = "U0MAYA"
Save = Callable[[Context, str, str, int], Awaitable[Outcome]]
BOTH = (DlpAction.WARN, DlpAction.OFF)


@pytest.fixture
async def admin(team: Team) -> Team:
    """A team with an admin."""
    await grant_role(team.ctx, team.workspace_id, OPERATOR, MAYA, Role.ADMIN)
    return team


async def settings(team: Team) -> WorkspaceSettings:
    async with team.ctx.store.read(team.workspace_id) as uow:
        return (await uow.settings.load()).settings


def _quiet(ctx: Context, ws: str, user: str, version: int) -> Awaitable[Outcome]:
    form = quiet_hours.QuietHoursForm("09:00", "20:00", True, "30")
    return quiet_hours.save(ctx, ws, user, version, form)


def _languages(ctx: Context, ws: str, user: str, version: int) -> Awaitable[Outcome]:
    return consent.save(
        ctx, ws, user, version, direct_needs_consent=False, stop_covers_all=True, languages=["es", "en", "xx"]
    )


def _business(ctx: Context, ws: str, user: str, version: int) -> Awaitable[Outcome]:
    return content.save(
        ctx, ws, user, version, business="  Harbor\n\x00 Clinic ", notice_on_first=True, spam_warnings=True
    )


# What each group of settings changes, by the keys that the audit then names.
SAVES: list[tuple[Save, dict[str, Any]]] = [
    (_quiet, {"quiet.opens": ["8:00 AM", "9:00 AM"], "quiet.closes": ["9:00 PM", "8:00 PM"],
              "quiet.reply_passes": ["60 minutes", "30 minutes"]}),
    (_languages, {"consent.stop_covers_all": [False, True]}),
    (_business, {"content.business": ["", "Harbor \ufffd Clinic"]}),
    (
        lambda *a: inbox.save(*a, claim_on_reply=True, ask=False, fresh_after="30"),
        {"inbox.ask_before_stepping_in": [True, False], "inbox.fresh_card_after_days": [14, 30]},
    ),
    (lambda *a: frequency.save(*a, frequency.FrequencyForm("3", "", True)), {"frequency.per_day": [None, 3]}),
    (lambda *a: sensitive.set_actions(*a, {0: BOTH}),
     {"dlp.Card number.outbound": ["block", "warn"], "dlp.Card number.inbound": ["redact", "off"]}),
    (lambda *a: budget.save(*a, "12.5", ""), {"budget.amount": [None, "12.5"]}),
    (lambda *a: budget.save(*a, "", "100", "S1"),
     {"team_budgets.S1.messages": [None, 100]}),
    (lambda *a: prices.save(*a, "ca", Channel.MMS, "0.0200"),
     {"prices.CA/mms.country": [None, "CA"], "prices.CA/mms.channel": [None, "mms"],
      "prices.CA/mms.amount": [None, "0.0200"]}),
    (lambda *a: workspace.set_channel(*a, "C1"), {"system_channel": ["", "C1"]}),
    (lambda *a: workspace.set_post_channel(*a, "C1"), {"post_channel": ["", "C1"]}),
    (lambda *a: workspace.set_time_zone(*a, "europe/PARIS"), {"time_zone": ["UTC", "Europe/Paris"]}),
    (lambda *a: workspace.set_default_role(*a, Role.VIEWER), {"default_role": ["sender", "viewer"]}),
]  # fmt: skip


@pytest.mark.parametrize(("save", "changes"), SAVES)
async def test_a_change_is_saved_and_audited_by_key(admin: Team, save: Save, changes: dict[str, Any]) -> None:
    outcome = await save(admin.ctx, admin.workspace_id, MAYA, 0)
    assert isinstance(outcome, Saved)
    async with admin.ctx.store.read(admin.workspace_id) as uow:
        kept = await uow.settings.load()
        [entry] = await uow.audit.page(AuditFilter(action="settings_changed"), 9)
    assert kept.version == 1
    assert entry.deed.actor == MAYA
    told = entry.deed.detail["changes"]
    assert {key: told.get(key) for key in changes} == changes
    assert set(told) - set(changes) <= {"team_budgets.S1.amount", "prices", "dlp"}


@pytest.mark.parametrize("save", [save for save, _ in SAVES])
async def test_nobody_but_an_admin_changes_anything(admin: Team, save: Save) -> None:
    with pytest.raises(NotAllowed, match="change settings and roles"):
        await save(admin.ctx, admin.workspace_id, "U0SAM", 0)
    with pytest.raises(NotAllowed):
        await load(admin.ctx, admin.workspace_id, "U0SAM")
    assert await settings(admin) == WorkspaceSettings()


REFUSED: list[tuple[Save, set[str]]] = [
    (lambda *a: quiet_hours.save(*a, quiet_hours.QuietHoursForm("21:00", "21:00", True, "-1")),
     {"closes", "reply"}),
    (lambda *a: quiet_hours.save(*a, quiet_hours.QuietHoursForm("", "25:00", True, "")), {"opens", "closes"}),
    (lambda *a: frequency.save(*a, frequency.FrequencyForm("0", "x", True)), {"per_day", "per_week"}),
    (lambda *a: frequency.save(*a, frequency.FrequencyForm("5", "4", True)), {"per_week"}),
    (lambda *a: consent.save(*a, direct_needs_consent=True, stop_covers_all=True, languages=["xx"]),
     {"languages"}),
    (lambda *a: content.save(*a, business="x" * 61, notice_on_first=True, spam_warnings=True), {"business"}),
    (lambda *a: sensitive.add_pattern(*a, "", "(a+)+$", BOTH), {"name", "pattern"}),
    (lambda *a: sensitive.add_pattern(*a, "IBAN", "a" * 201, BOTH), {"name", "pattern"}),
    (lambda *a: budget.save(*a, "-1", "1.5"), {"amount", "messages"}),
    (lambda *a: prices.save(*a, "USA", Channel.SMS, "nan"), {"country", "amount"}),
    (lambda *a: workspace.set_time_zone(*a, "Mars/Olympus"), {"time_zone"}),
    (lambda *a: workspace.set_default_role(*a, Role.ADMIN), {"role"}),
]  # fmt: skip


@pytest.mark.parametrize(("save", "fields"), REFUSED)
async def test_what_cannot_be_so_is_said_at_its_field(admin: Team, save: Save, fields: set[str]) -> None:
    outcome = await save(admin.ctx, admin.workspace_id, MAYA, 0)
    assert isinstance(outcome, Rejected)
    assert set(outcome.errors) == fields
    assert await settings(admin) == WorkspaceSettings()


async def test_what_changes_nothing_is_no_change(admin: Team) -> None:
    saved = await change(admin.ctx, admin.workspace_id, MAYA, 0, lambda old: old)
    assert saved == Saved(())
    assert (await load(admin.ctx, admin.workspace_id, MAYA)).version == 0


async def test_of_two_at_once_one_is_told_to_look_again(admin: Team) -> None:
    saves = [
        workspace.set_channel(admin.ctx, admin.workspace_id, MAYA, 0, "C1"),
        workspace.set_time_zone(admin.ctx, admin.workspace_id, MAYA, 0, "Europe/Paris"),
    ]
    outcomes = await asyncio.gather(*saves, return_exceptions=True)
    assert sorted(type(outcome) for outcome in outcomes if isinstance(outcome, Saved)) == [Saved]
    assert [type(outcome) for outcome in outcomes if isinstance(outcome, Exception)] == [ChangedMeanwhile]


async def test_a_pattern_comes_and_goes_and_the_app_s_own_rules_stay(admin: Team) -> None:
    await sensitive.add_pattern(admin.ctx, admin.workspace_id, MAYA, 0, "Patient", r"MRN-\d+", BOTH)
    assert [rule.name for rule in (await settings(admin)).dlp][-1] == "Patient"
    await sensitive.remove_pattern(admin.ctx, admin.workspace_id, MAYA, 1, "Patient")
    await sensitive.remove_pattern(admin.ctx, admin.workspace_id, MAYA, 2, "IBAN")
    assert (await settings(admin)).dlp == WorkspaceSettings().dlp


async def test_a_team_s_budget_without_limits_is_none(admin: Team) -> None:
    await budget.save(admin.ctx, admin.workspace_id, MAYA, 0, "5", "", "S1")
    assert (await settings(admin)).team_budgets == {"S1": Budget(Decimal(5))}
    await budget.save(admin.ctx, admin.workspace_id, MAYA, 1, "", "", "S1")
    assert (await settings(admin)).team_budgets == {}


async def test_there_is_an_end_to_lists(admin: Team) -> None:
    teams = {f"S{at}": Budget(Decimal(1)) for at in range(budget.MAX_TEAMS)}
    await change(admin.ctx, admin.workspace_id, MAYA, 0, lambda old: replace(old, team_budgets=teams))
    assert isinstance(await budget.save(admin.ctx, admin.workspace_id, MAYA, 1, "1", "", "S99"), Rejected)
    assert isinstance(await budget.save(admin.ctx, admin.workspace_id, MAYA, 1, "2", "", "S1"), Saved)


@pytest.mark.parametrize(
    ("typed", "read"),
    [("", None), (" 250 ", Decimal(250)), ("$1,250.50", Decimal("1250.50")), ("0.01", Decimal("0.01"))],
)
def test_amounts_that_are_read(typed: str, read: Decimal | None) -> None:
    assert amount(typed) == read


@pytest.mark.parametrize("typed", ["0", "-5", "1e9", "NaN", "Infinity", "1.005", "12 dollars", "1.2.3"])
def test_amounts_that_are_not(typed: str) -> None:
    with pytest.raises(Wrong):
        amount(typed)


@given(st.text(max_size=20))
def test_whatever_is_typed_is_a_number_within_bounds_or_wrong(typed: str) -> None:
    for read in (lambda: whole_number(typed, 1, 99), lambda: amount(typed)):
        try:
            value = read()
        except Wrong:
            continue
        assert value is None or 0 < value <= 1_000_000


@given(st.text(max_size=8))
def test_whatever_is_typed_is_a_time_or_wrong(typed: str) -> None:
    with suppress(Wrong):
        assert isinstance(clock_time(typed), time)


def test_differences_of_the_same_are_none() -> None:
    assert differences(WorkspaceSettings(), WorkspaceSettings()) == {}


def test_every_language_in_which_opt_outs_are_understood_can_be_chosen() -> None:
    assert set(consent.KNOWN_LANGUAGES) == set(LANGUAGES)
