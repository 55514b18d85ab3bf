"""What is still to be set up, each with the way to do it, and what is done."""

from collections.abc import Sequence

from bot.flows.home.points import Point, Standing, Step
from bot.slack.blocks.elements import Block, actions, button, context, header, mrkdwn, plain, section
from bot.slack.blocks.home.names import HIDE_SETUP, NEW_CLIENT, ROLES
from bot.slack.settings.page import OPEN
from bot.slack.text import escape

_NAMES = {
    Step.SLACK: "Slack",
    Step.INBOX: "Inbox channel",
    Step.TWILIO: "Numbers",
    Step.ADDRESS: "Public address",
    Step.ROLES: "Roles",
    Step.BUSINESS: "Business name",
    Step.TIME: "Time zone and hours",
    Step.REPORTS: "Notifications",
    Step.CONTACT: "Your contact for clients",
    Step.CLIENT: "First client",
}
_MARKS = {
    Standing.MISSING: ":red_circle: Missing",
    Standing.ADVISED: ":bulb: Worth a look",
    Standing.UNKNOWN: ":question: Not known yet",
}
# What an admin can do about a step here, by a button: its label, action and value.
_WAYS = {
    Step.ROLES: ("Give roles", ROLES, "roles"),
    Step.BUSINESS: ("Set the name", OPEN, "content"),
    Step.TIME: ("Set the zone", OPEN, "time_zone"),
    Step.REPORTS: ("Choose a channel", OPEN, "channel"),
    Step.CONTACT: ("Add a contact", OPEN, "answers"),
    Step.CLIENT: ("New client", NEW_CLIENT, "new"),
}


def setup_section(points: Sequence[Point]) -> list[Block]:
    """The checklist: what is left, the most needed first, then what is done."""
    ordered = sorted(points, key=lambda point: list(Step).index(point.step))
    done = [point for point in ordered if point.standing is Standing.DONE]
    left = [point for standing in _MARKS for point in ordered if point.standing is standing]
    return [
        header(f"Set-up: {len(done)} of {len(ordered)} done"),
        context(plain("Only admins see this part.")),
        *(_left(point) for point in left),
        *([context(mrkdwn("\n".join(map(_done, done))), block_id="setup:done")] if done else []),
        *_hide(left),
    ]


def _left(point: Point) -> Block:
    text = mrkdwn(f"*{_NAMES[point.step]}* · {_MARKS[point.standing]}\n{escape(point.says)}")
    way = _WAYS.get(point.step)
    if way is None:
        return section(text, block_id=f"setup:{point.step.value}")
    label, action, value = way
    offered = button(label, action, value, f"{label}: {_NAMES[point.step]}")
    return section(text, block_id=f"setup:{point.step.value}", accessory=offered)


def _done(point: Point) -> str:
    return f":white_check_mark: *{_NAMES[point.step]}*: {escape(point.says)}"


def _hide(left: Sequence[Point]) -> list[Block]:
    # What is missing is shown whatever anybody says.
    if any(point.standing is Standing.MISSING for point in left):
        return []
    hide = button("It is fine as it is", HIDE_SETUP, "hide", "Hide the set-up for every admin")
    return [actions(hide, block_id="setup:hide")]
