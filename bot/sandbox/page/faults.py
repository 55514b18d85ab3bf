"""The menu "Make something fail": named troubles a person can order with one click."""

from bot.sandbox.page.fields import Refusal
from bot.sandbox.page.menu_fault import MenuFault
from bot.sandbox.page.meta_faults import META
from bot.sandbox.page.world import World
from bot.sandbox.twilio.content import Approval


def order(world: World, scope: str, name: str) -> None:
    """Order a trouble of the menu. Raises Refusal for one that is not on it."""
    fault = MENU.get((scope, name))
    if fault is None:
        raise Refusal("There is no such trouble in the menu.", 404)
    fault.order(world)


def _redeliver_last_inbound(world: World) -> None:
    sids = [message.sid for message in world.twilio.messages.values() if message.direction == "inbound"]
    if not sids:
        raise Refusal("No client has written yet. Answer from a phone first.")
    world.twilio.state.background.start(_redeliver(world, sids[-1]))


async def _redeliver(world: World, sid: str) -> None:
    await world.twilio.faults.redeliver(sid)


def _release(world: World) -> None:
    world.twilio.faults.release_receipts("reversed", duplicate=True)


def _disapprove(world: World) -> None:
    """Every texting number loses what its carriers ask for: verification or registration."""
    standing = world.twilio.standing
    for sender in world.twilio.state.senders:
        if sender.kind == "toll_free":
            standing.verify(sender.number, "IN_REVIEW")
        elif sender.kind == "long_code":
            standing.unregister(sender.number)


def _review(world: World, status: Approval, reason: str = "") -> None:
    """WhatsApp looks at every template that waits for it."""
    waiting = [sid for sid, each in world.twilio.contents.items() if each.status in {"received", "pending"}]
    if not waiting:
        raise Refusal("No template waits for WhatsApp's approval. Make one with New template in Slack.")
    for sid in waiting:
        world.twilio.review(sid, status, reason)


def _suspend(world: World) -> None:
    world.twilio.standing.account = "suspended"


def _remove_bot(world: World) -> None:
    workspace = world.slack.workspace
    inbox = workspace.channel_named(world.inbox)
    if workspace.bot_user not in inbox.members:
        raise Refusal("The bot is out of the inbox channel already.")
    world.slack.faults.remove_bot(inbox.id)


_TWILIO = (
    MenuFault(
        "twilio",
        "down",
        "Twilio is down",
        "The next three requests get a 503",
        "Twilio answers the next three requests with an error.",
        lambda world: world.twilio.faults.fail_next("create", status=503, times=3),
    ),
    MenuFault(
        "twilio",
        "busy",
        "Twilio is busy",
        "Too many requests, try again in 3 seconds",
        "Twilio turns the next text away for three seconds.",
        lambda world: world.twilio.faults.fail_next("create", rate_limited=3),
    ),
    MenuFault(
        "twilio",
        "lost-answer",
        "The answer gets lost",
        "The next text goes out, but nobody hears that it did",
        "The next text goes out, and Twilio's answer to it is lost.",
        lambda world: world.twilio.faults.fail_next("create", drop_answer=True),
    ),
    MenuFault(
        "twilio",
        "unreachable",
        "Next text undelivered",
        "The phone cannot be reached (30003)",
        "The next text will not be delivered.",
        lambda world: world.twilio.faults.undeliver_next(30003),
    ),
    MenuFault(
        "twilio",
        "filtered",
        "The carrier filters the next text",
        "Taken for spam (30007)",
        "A carrier will filter the next text.",
        lambda world: world.twilio.faults.undeliver_next(30007),
    ),
    MenuFault(
        "twilio",
        "opted-out",
        "The number has opted out",
        "Twilio refuses the next text (21610)",
        "Twilio will refuse the next text as sent to somebody who opted out.",
        lambda world: world.twilio.faults.fail_next("create", code=21610),
    ),
    MenuFault(
        "twilio",
        "hold-receipts",
        "Hold the receipts back",
        "Delivered and read come later",
        "Receipts are held back until you let them go.",
        lambda world: world.twilio.faults.hold_receipts(),
    ),
    MenuFault(
        "twilio",
        "release-receipts",
        "Let the receipts go, mixed up",
        "The last one first, and each one twice",
        "The receipts went out in the wrong order, each one twice.",
        _release,
    ),
    MenuFault(
        "twilio",
        "approve-templates",
        "WhatsApp approves what waits",
        "Every template that waits; what breaks a rule is rejected",
        "WhatsApp has looked at every template that waited.",
        lambda world: _review(world, "approved"),
    ),
    MenuFault(
        "twilio",
        "reject-templates",
        "WhatsApp rejects what waits",
        "Every template that waits for approval",
        "WhatsApp has rejected every template that waited.",
        lambda world: _review(world, "rejected", "TAG_CONTENT_MISMATCH"),
    ),
    MenuFault(
        "twilio",
        "repeat-inbound",
        "Repeat the last answer",
        "Twilio delivers a client's text a second time",
        "Twilio delivers the last incoming text again.",
        _redeliver_last_inbound,
    ),
    MenuFault(
        "twilio",
        "suspended",
        "The account is suspended",
        "Twilio refuses to send until it is in order again (20005)",
        "The Twilio account is suspended.",
        _suspend,
    ),
    MenuFault(
        "twilio",
        "unapproved",
        "Our numbers are not approved",
        "Toll-free unverified (30032), local unregistered (30034)",
        "US carriers turn our texts away until everything is in order again.",
        _disapprove,
    ),
    MenuFault(
        "twilio",
        "in-order",
        "The account is in order again",
        "Active, its numbers approved",
        "The Twilio account and its numbers are in order again.",
        lambda world: world.twilio.standing.restore(),
    ),
)

_SLACK = (
    MenuFault(
        "slack",
        "down",
        "Slack is down",
        "The next three posts get a 500",
        "Slack answers the next three posts with an error.",
        lambda world: world.slack.faults.fail_next("chat.postMessage", status=500, times=3),
    ),
    MenuFault(
        "slack",
        "slow",
        "Slack is slow",
        "The next post gets no answer in time",
        "Slack will not answer the next post in time.",
        lambda world: world.slack.faults.fail_next("chat.postMessage", timeout=True),
    ),
    MenuFault(
        "slack",
        "busy",
        "Slack is busy",
        "Too many requests, try again in 5 seconds",
        "Slack turns the next post away for five seconds.",
        lambda world: world.slack.faults.fail_next("chat.postMessage", rate_limited=5),
    ),
    MenuFault(
        "slack",
        "removed",
        "The bot is removed from the inbox",
        "Somebody takes it out of the channel",
        "The bot is no longer in the inbox channel.",
        _remove_bot,
    ),
    MenuFault(
        "slack",
        "revoked",
        "The bot's token is revoked",
        "An admin removes the app: restart the sandbox afterwards",
        "The bot's token no longer works. Restart the sandbox to begin anew.",
        lambda world: world.slack.faults.revoke_token(),
    ),
)

_EVERY = (*_TWILIO, *META, *_SLACK)
MENU: dict[tuple[str, str], MenuFault] = {(fault.scope, fault.name): fault for fault in _EVERY}


def shown_in(world: World) -> list[MenuFault]:
    """What the menu shows: Meta's troubles only where WhatsApp goes straight to Meta."""
    return [fault for fault in _EVERY if fault.scope != "meta" or world.meta is not None]
