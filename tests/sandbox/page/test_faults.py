"""Every trouble on the menu can be ordered and does what it says."""

import pytest

from bot.sandbox import seed
from bot.sandbox.app import Sandbox
from bot.sandbox.page import faults
from bot.sandbox.page.fields import Refusal
from bot.sandbox.page.world import World
from bot.sandbox.twilio import SandboxSender
from tests.sandbox.page.small_bot import SmallBot

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest.fixture
def world(sandbox: Sandbox) -> World:
    return World(
        sandbox.slack,
        sandbox.twilio,
        sandbox.clock,
        sandbox.bus,
        seed.INBOX_CHANNEL,
        sandbox.system,
        sandbox.meta,
    )


@pytest.mark.parametrize(("scope", "name"), [key for key in faults.MENU if key[1] != "repeat-inbound"])
async def test_each_can_be_ordered(world: World, scope: str, name: str) -> None:
    faults.order(world, scope, name)


async def test_the_last_answer_is_repeated_under_the_same_sid(world: World, bot: SmallBot) -> None:
    with pytest.raises(Refusal, match="No client has written yet"):
        faults.order(world, "twilio", "repeat-inbound")
    world.twilio.phones.text(seed.CLIENTS[0].number, seed.SMS_NUMBER, "Once")
    heard = bot.listen()
    first = await anext(heard)
    faults.order(world, "twilio", "repeat-inbound")
    assert (await anext(heard))["MessageSid"] == first["MessageSid"]


async def test_the_bot_leaves_the_inbox(world: World) -> None:
    faults.order(world, "slack", "removed")
    assert "U0THREAD" not in world.slack.workspace.channel_named(seed.INBOX_CHANNEL).members
    with pytest.raises(Refusal, match="already"):
        faults.order(world, "slack", "removed")


async def test_the_account_and_its_numbers_fall_and_are_restored(world: World) -> None:
    [ours] = [sender for sender in world.twilio.state.senders if sender.channel == "sms"]
    standing = world.twilio.standing
    faults.order(world, "twilio", "suspended")
    faults.order(world, "twilio", "unapproved")
    assert (standing.account, standing.block(ours, "US")) == ("suspended", 30034)
    faults.order(world, "twilio", "in-order")
    assert (standing.account, standing.block(ours, "US")) == ("active", None)


async def test_a_toll_free_number_waits_for_its_verification(world: World) -> None:
    toll_free = SandboxSender("+18005550199", kind="toll_free")
    world.twilio.state.senders.append(toll_free)
    faults.order(world, "twilio", "unapproved")
    assert world.twilio.standing.block(toll_free, "US") == 30032


async def test_templates_are_decided_on_by_hand(world: World) -> None:
    assert world.meta
    [waiting] = world.meta.reviews.pending()
    faults.order(world, "meta", "approve")
    assert waiting.status == "APPROVED"
    with pytest.raises(Refusal, match="No template waits"):
        faults.order(world, "meta", "reject")


async def test_meta_s_troubles_are_on_the_menu_only_where_meta_is(world: World) -> None:
    assert {fault.scope for fault in faults.shown_in(world)} == {"twilio", "meta", "slack"}
    without = World(world.slack, world.twilio, world.clock, world.bus, world.inbox, world.system)
    assert {fault.scope for fault in faults.shown_in(without)} == {"twilio", "slack"}
    with pytest.raises(Refusal, match="not go straight to Meta"):
        faults.order(without, "meta", "down")


async def test_the_account_at_meta_falls_and_is_restored(world: World) -> None:
    assert world.meta
    faults.order(world, "meta", "token")
    faults.order(world, "meta", "locked")
    assert (world.meta.standing.token_expired, world.meta.standing.locked) == (True, True)
    faults.order(world, "meta", "in-order")
    assert (world.meta.standing.token_expired, world.meta.standing.locked) == (False, False)
