"""The points of the set-up that Slack is asked about, and the address that the program was started with."""

from urllib.parse import urlsplit

from bot.findings import Finding, State
from bot.flows.home.points import Point, Standing, Step
from bot.slack.check import check_slack
from bot.slack.deps import Deps

_STANDINGS = {State.FINE: Standing.DONE, State.WRONG: Standing.MISSING, State.ABSENT: Standing.ADVISED}
_LATE = "Slack did not answer in time. Open this tab again in a moment."
_NO_ADDRESS = (
    "PUBLIC_URL is not set, so clients’ answers do not arrive. Set it to the https address of this "
    "program and start the app again."
)


async def slack_points(deps: Deps) -> tuple[Point, ...]:
    """Whether Slack grants what is needed, and whether the app is in the inbox channel.

    The channels of routing rules are left to “bot check”: each would be another call, and the page of the
    rules asks when a rule is made.
    """
    connected, *rest = await check_slack(deps.client, deps.ctx.settings.inbox_channel)
    if not rest:
        return _point(Step.SLACK, connected), Point(Step.INBOX, Standing.UNKNOWN, connected.says)
    scopes, inbox = rest[0], rest[1]
    return _point(Step.SLACK, connected if scopes.ok else scopes), _point(Step.INBOX, inbox)


def late_points() -> tuple[Point, ...]:
    """The same while Slack does not answer."""
    return tuple(Point(step, Standing.UNKNOWN, _LATE) for step in (Step.SLACK, Step.INBOX))


def address_point(public_url: str) -> Point:
    """Whether the providers know where to find us."""
    if not public_url:
        return Point(Step.ADDRESS, Standing.MISSING, _NO_ADDRESS)
    return Point(
        Step.ADDRESS, Standing.DONE, f"Clients’ answers reach the app at {urlsplit(public_url).netloc}."
    )


def _point(step: Step, found: Finding) -> Point:
    return Point(step, _STANDINGS[found.state], found.says)
