"""The Home tab's blocks: whatever is in them, Slack takes them, and nobody is pinged by them."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from bot.domain.attention import Attention, AttentionPage, Whose, Why
from bot.domain.channel import Channel
from bot.domain.money import Money
from bot.domain.roles import Role
from bot.domain.settings import WorkspaceSettings
from bot.domain.upcoming import ComingKind
from bot.flows.home.month import MonthSoFar, Spent, Volume
from bot.flows.home.points import Point, Standing, Step
from bot.flows.home.reader import Reader
from bot.flows.home.today import Today, Waits
from bot.policy.facts import BudgetState
from bot.sandbox.slack.blocks.check import checked_view
from bot.slack.blocks.elements import Block
from bot.slack.blocks.home.page import Home, home_view, outsider_view, unread_view
from bot.slack.blocks.home.today import today_section
from bot.storage.repositories.traffic import ToGo
from tests.slack.coming_windows import LONGEST
from tests.slack.conftest import MAYA, NOW

EVIL = "<!channel> *Jane* & <https://evil.example|click>"
ADMIN = Reader("U1", Role.ADMIN, True, ("U1",), False, WorkspaceSettings())
STANDINGS = list(Standing)
POINTS = tuple(Point(step, STANDINGS[place % 4], EVIL * 20) for place, step in enumerate(Step))
ADVISED = tuple(Point(step, Standing.ADVISED, EVIL) for step in Step)
ROWS = tuple(
    Attention(why, f"C{place}", EVIL * 9, NOW, "U2", NOW + timedelta(1), EVIL * 9, "C0CLIENTS", f"{place}.1")
    for place, why in enumerate(Why)
)
LINKS = {
    (row.channel, row.ts): f"https://harbor.slack.com/archives/C0CLIENTS/p{row.ts}?a=1&b=2" for row in ROWS
}
FIRST = ToGo("M0", NOW, Channel.SMS, "C1", EVIL * 9, None, "")
TEXTS = (
    Waits(FIRST, True),
    *(Waits(replace(FIRST, message_id=f"M{each}", user="U1", held=EVIL), False) for each in range(1, 5)),
)
BUDGET = BudgetState("the workspace’s budget", Money(Decimal(50)), Money(Decimal("31.20")))
FULL = Home(
    reader=ADMIN,
    inbox="C0CLIENTS",
    now=NOW,
    setup=POINTS,
    attention=AttentionPage(ROWS, dict.fromkeys(Why, 1234), 0, 9999),
    today=Today(TEXTS, 17, 2),
    month=MonthSoFar(
        "2026-11",
        {channel: Volume(1200, 1100, 3, 480) for channel in Channel},
        Spent(Money(Decimal("31.20")), (BUDGET, replace(BUDGET, taken=Money(Decimal(45))))),
    ),
    links=LINKS,
    notice="Taken back.",
)
EMPTY = replace(
    FULL,
    reader=replace(ADMIN, role=Role.VIEWER, admins=()),
    setup=(),
    attention=AttentionPage((), {}, 0, 0),
    today=Today((), 0, 0),
    month=MonthSoFar("2026-11", {}, None),
    notice="",
)
MISSING = replace(FULL, setup=None, attention=None, today=None, month=None)


def said(view: Block) -> str:
    """Every text that Slack reads marks in."""
    found: list[str] = []

    def walk(value: object) -> None:
        if isinstance(value, dict):
            if value.get("type") == "mrkdwn":
                found.append(value["text"])
            for each in value.values():
                walk(each)
        elif isinstance(value, list):
            for each in value:
                walk(each)

    walk(view)
    return "\n".join(found)


@pytest.mark.parametrize("home", [FULL, EMPTY, MISSING], ids=["full", "empty", "missing"])
def test_slack_takes_it(home: Home) -> None:
    view = home_view(home)
    checked_view(view, "home")
    assert len(view["blocks"]) <= 100


def test_what_people_wrote_is_harmless() -> None:
    words = said(home_view(FULL))
    assert "<!channel>" not in words
    assert "|click>" not in words
    assert "&lt;!channel&gt;" in words


def test_the_order_is_what_is_left_to_do_first() -> None:
    heads = [each["text"]["text"] for each in home_view(FULL)["blocks"] if each["type"] == "header"]
    assert heads == [
        "Set-up: 3 of 10 done",
        "Three steps to the first text",
        "Needs attention: 9,999",
        "Scheduled today: 17",
        "This month: November 2026",
    ]


def test_what_is_missing_comes_before_what_is_advised_and_done_last() -> None:
    ids = [str(each.get("block_id")) for each in home_view(FULL)["blocks"]]
    left = [each.removeprefix("setup:") for each in ids if each.startswith("setup:")]
    assert left == ["inbox", "business", "client", "twilio", "time", "address", "reports", "done"]


@pytest.mark.parametrize(
    ("taken", "words"),
    [
        ("31.20", "62 % used, $31.20 of $50.00 taken, $18.80 left\n████████████░░░░░░░░"),
        ("40", ":warning: Nearly used up."),
        ("50", ":no_entry: Used up: further texts are refused."),
    ],
)
def test_a_budget_is_told_in_words_and_by_a_bar(taken: str, words: str) -> None:
    spent = Spent(Money(Decimal(taken)), (replace(BUDGET, taken=Money(Decimal(taken))),))
    view = home_view(replace(FULL, month=MonthSoFar("2026-11", {}, spent)))
    assert words in said(view)


def test_each_kind_is_counted_by_its_name() -> None:
    page = AttentionPage(ROWS[:1], {Why.UNKNOWN_NUMBER: 1200, Why.OPT_OUT: 1}, 0, 1201)
    view = str(home_view(replace(FULL, attention=page)))
    assert "May be an opt-out: 1 · Unknown number: 1,200" in view
    assert "And 1,200 more in the inbox." in view


@pytest.mark.parametrize("whose", list(Whose))
def test_each_choice_has_its_own_word_when_nothing_waits(whose: Whose) -> None:
    view = home_view(replace(EMPTY, whose=whose))
    checked_view(view, "home")
    assert "Nothing waits" in said(view)
    [ways] = [each for each in view["blocks"] if each.get("block_id") == f"attention:ways:{whose.value}"]
    assert ways["elements"][1]["initial_option"]["value"] == whose.value


def test_what_is_left_for_later_is_said_with_today_s() -> None:
    assert "And 12 more today. 2 wait for a later day." in str(home_view(FULL))


@pytest.mark.parametrize("admins", [(), ("U1", "S1"), tuple(f"U{each}" for each in range(40))])
def test_the_pages_for_others_are_taken_too(admins: tuple[str, ...]) -> None:
    for view in (outsider_view(admins), unread_view()):
        checked_view(view, "home")
    assert said(outsider_view(admins)).count("<@U") <= 5


def test_a_reminder_and_a_time_of_a_series_of_today_are_rows_of_their_own() -> None:
    reminder = replace(LONGEST, kind=ComingKind.REMINDER, slack_channel="C0ROOM", words="")
    paused = replace(LONGEST, id="P" * 26, is_paused=True)
    shown = today_section(Today((reminder, paused), 9, 3), MAYA)
    said = str(checked_view({"type": "home", "blocks": shown}, "home"))
    assert "posted in <#C0ROOM>" in said
    assert ":double_vertical_bar: Paused" in said
    assert "All that is coming" in said
    assert "<!channel>" not in said
