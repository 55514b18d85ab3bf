"""``bot check``: what is configured, what answers, and what is missing, a line each."""

import asyncio
import sys
from collections.abc import Iterable

import aiohttp

from bot.commands.address import check_address
from bot.commands.settings_report import report_problems, report_settings
from bot.config import Settings, load
from bot.config_errors import SettingsError
from bot.findings import Finding, State

_MARKS = {State.FINE: "✓", State.WRONG: "✗", State.ABSENT: "–"}


def execute() -> bool:
    """Print every finding; whether the program can work with what was found."""
    try:
        settings = load(Settings)
    except SettingsError as error:
        return _print(report_problems(error))
    return _print([*report_settings(settings), *asyncio.run(_look(settings))])


async def _look(settings: Settings) -> list[Finding]:
    from bot import wiring  # noqa: PLC0415 - wrong settings are told without loading everything.
    from bot.slack.check import check_slack  # noqa: PLC0415
    from bot.slack.client import web_client  # noqa: PLC0415

    async with aiohttp.ClientSession() as session:
        slack = web_client(settings.slack_bot_token.get_secret_value(), session, settings.slack_api_url)
        return [
            *await check_slack(slack, settings.inbox_channel, await wiring.routed_channels(settings)),
            *await wiring.check(settings),
            await check_address(session, settings.public_url),
        ]


def _print(findings: Iterable[Finding]) -> bool:
    # A terminal that cannot show a mark still gets the sentence.
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(errors="replace")
    wrong = 0
    for finding in findings:
        wrong += not finding.ok
        print(f"{_MARKS[finding.state]} {finding.name}: {finding.says}")  # noqa: T201
    print(f"{wrong} to mend." if wrong else "Ready.")  # noqa: T201
    return not wrong
