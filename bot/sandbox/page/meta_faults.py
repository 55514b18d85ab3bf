"""What can be made to fail at Meta, where WhatsApp goes straight there."""

from bot.sandbox.meta import MetaStandIn
from bot.sandbox.page.fields import Refusal
from bot.sandbox.page.menu_fault import MenuFault
from bot.sandbox.page.world import World


def _meta(world: World) -> MetaStandIn:
    if world.meta is None:
        raise Refusal("WhatsApp does not go straight to Meta here.", 404)
    return world.meta


def _decide(world: World, *, approved: bool) -> None:
    """Review the template that has waited longest."""
    reviews = _meta(world).reviews
    if not (waiting := reviews.pending()):
        raise Refusal("No template waits for approval.")
    oldest = waiting[0]
    if approved:
        reviews.approve(oldest.name, oldest.language)
    else:
        reviews.reject(oldest.name, oldest.language)


def _pause(world: World) -> None:
    meta = _meta(world)
    sendable = [each for each in meta.templates if each.status == "APPROVED"]
    if not sendable:
        raise Refusal("No template is approved.")
    meta.reviews.pause(sendable[0].name, sendable[0].language)


def _repeat(world: World) -> None:
    meta = _meta(world)
    heard = [each.id for each in meta.messages.values() if each.direction == "inbound"]
    if not heard:
        raise Refusal("No client has written on WhatsApp yet. Answer from a phone first.")
    meta.faults.redeliver(heard[-1])


def _expire(world: World) -> None:
    _meta(world).standing.token_expired = True


def _in_order(world: World) -> None:
    standing = _meta(world).standing
    standing.token_expired = standing.locked = False


def _lock(world: World) -> None:
    _meta(world).standing.locked = True


def _release(world: World) -> None:
    _meta(world).faults.release("reversed", duplicate=True, together=True)


META = (
    MenuFault(
        "meta",
        "down",
        "Meta is down",
        "The next three messages get a 500",
        "Meta answers the next three messages with an error.",
        lambda world: _meta(world).faults.fail_next("send", code=131000, times=3),
    ),
    MenuFault(
        "meta",
        "busy",
        "Meta is busy",
        "Too many messages just now (130429)",
        "Meta turns the next message away as one too many.",
        lambda world: _meta(world).faults.fail_next("send", code=130429),
    ),
    MenuFault(
        "meta",
        "lost-answer",
        "The answer gets lost",
        "The next message goes out, but nobody hears that it did",
        "The next message goes out, and Meta's answer to it is lost.",
        lambda world: _meta(world).faults.fail_next("send", drop_answer=True),
    ),
    MenuFault(
        "meta",
        "undeliverable",
        "Next message undelivered",
        "The client cannot get it on WhatsApp (131026)",
        "The next message will not be delivered.",
        lambda world: _meta(world).faults.undeliver_next(131026),
    ),
    MenuFault(
        "meta",
        "hold",
        "Hold the receipts and answers back",
        "Everything Meta tells comes later",
        "Meta tells nothing until you let it.",
        lambda world: _meta(world).faults.hold(),
    ),
    MenuFault(
        "meta",
        "release",
        "Let them go, mixed up",
        "All in one request, the last one first, each one twice",
        "Everything held back went out in one request.",
        _release,
    ),
    MenuFault(
        "meta",
        "repeat-inbound",
        "Repeat the last answer",
        "Meta delivers a client's message a second time",
        "Meta delivers the last incoming message again.",
        _repeat,
    ),
    MenuFault(
        "meta",
        "approve",
        "A template is approved",
        "The one that has waited longest",
        "WhatsApp has approved the template that waited longest.",
        lambda world: _decide(world, approved=True),
    ),
    MenuFault(
        "meta",
        "reject",
        "A template is rejected",
        "The one that has waited longest",
        "WhatsApp has rejected the template that waited longest.",
        lambda world: _decide(world, approved=False),
    ),
    MenuFault(
        "meta",
        "pause",
        "A template is paused",
        "Too many clients reported the first one on the list",
        "WhatsApp has paused a template.",
        _pause,
    ),
    MenuFault(
        "meta",
        "token",
        "The token has expired",
        "Meta answers nothing until it is in order again (190)",
        "Meta no longer takes the bot's token.",
        _expire,
    ),
    MenuFault(
        "meta",
        "locked",
        "The account is locked",
        "Meta sends nothing until it is in order again (131031)",
        "Meta has locked the WhatsApp account.",
        _lock,
    ),
    MenuFault(
        "meta",
        "in-order",
        "The WhatsApp account is in order again",
        "Its token works, and it is not locked",
        "The WhatsApp account is in order again.",
        _in_order,
    ),
)
