"""This month: how much was texted, what it cost, and what is left of the budgets."""

from bot.domain.budget import NEARLY, USED_UP
from bot.domain.channel import Channel
from bot.domain.roles import Permission
from bot.flows.home.month import MonthSoFar, Spent, Volume
from bot.flows.home.reader import Reader
from bot.flows.reports.words import month_name, rounded
from bot.policy.facts import BudgetState
from bot.slack.blocks.costs import budget_bar, percent_used
from bot.slack.blocks.elements import Block, button, context, fields, header, mrkdwn, plain, section
from bot.slack.settings.page import OPEN
from bot.slack.text import escape

TITLE = "This month"
_NOTHING = "Nothing was texted yet this month."
_NO_BUDGET = "*No budget is set.* With one, texts that it has no room for are refused, and admins are told."
_REPORT = "Reserved texts count. `/messaging costs` shows every sender and the months before."


def month_section(month: MonthSoFar, reader: Reader) -> list[Block]:
    """The volume for everybody; the money for those who may see it."""
    volumes = [mrkdwn(_volume(channel, volume)) for channel, volume in month.volumes.items()]
    volume = fields(*volumes) if volumes else context(plain(_NOTHING))
    money = _money(month.money, reader) if month.money else []
    return [header(f"{TITLE}: {month_name(month.month)}"), volume, *money]


def _volume(channel: Channel, volume: Volume) -> str:
    arrived = f", {volume.delivered:,} of them delivered" if volume.sent else ""
    lines = [f":outbox_tray: {volume.sent:,} out{arrived}", f":inbox_tray: {volume.received:,} in"]
    if volume.failed:
        lines.append(f":warning: {volume.failed:,} failed")
    return "\n".join([f"*{channel.label}*", *lines])


def _money(spent: Spent, reader: Reader) -> list[Block]:
    cost = section(mrkdwn(f"*Cost so far: {escape(rounded(spent.cost))}*"), block_id="month:cost")
    bars = [section(mrkdwn(_bar(state))) for state in spent.budgets]
    return [cost, *(bars or _no_budget(reader)), context(mrkdwn(_REPORT))]


def _bar(state: BudgetState) -> str:
    percent = percent_used(state)
    if percent >= USED_UP:
        return f"{budget_bar(state)}\n:no_entry: Used up: further texts are refused."
    return f"{budget_bar(state)}\n:warning: Nearly used up." if percent >= NEARLY else budget_bar(state)


def _no_budget(reader: Reader) -> list[Block]:
    if not reader.may(Permission.SETTINGS):
        return []
    offered = button("Set a budget", OPEN, "budget", "Set what may be spent in a month")
    return [section(mrkdwn(_NO_BUDGET), block_id="month:budget", accessory=offered)]
