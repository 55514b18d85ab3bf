"""The card of an unknown number: created, linked, muted, and back."""

from bot.domain.client import Client
from bot.domain.conversation import Card
from bot.domain.roles import Role
from bot.domain.thread import LinkedPost, MutedPost
from bot.flows.clients.card import load_card
from bot.slack.blocks import intake, linked, merge, muted
from bot.slack.blocks.card_actions import MERGE, MORE, SPAM
from bot.slack.threads import SlackThreads
from tests.slack.conftest import CLIENTS, GENERAL, MAYA, NOW, World
from tests.slack.windows import appoint, fill, submit, title, window, words

STRANGER, KNOWN = "+12025550177", "+12025550123"


async def lead(world: World, name: str = "Jane Doe") -> tuple[Client, str]:
    """Somebody nobody knows has written; the lead and the ts of its card."""
    async with world.ctx.store.write(world.deps.workspace_id) as uow:
        owners = await uow.clients.add_with_addresses([(STRANGER, name)], NOW, lead=True)
        client_id = owners[STRANGER].client_id
        [thread] = await uow.conversations.add([client_id], CLIENTS, NOW)
        client = await uow.clients.get(client_id)
        card = await load_card(uow, thread, NOW)
    assert client
    assert card
    root = await SlackThreads(world.client).post_root(CLIENTS, card, "card")
    async with world.ctx.store.write(world.deps.workspace_id) as uow:
        await uow.conversations.set_root(thread.id, root)
    return client, root


async def now(world: World, client_id: str) -> Client:
    async with world.ctx.store.read(world.deps.workspace_id) as uow:
        found = await uow.clients.get(client_id)
    assert found
    return found


async def click(world: World, ts: str, block: str, action: str) -> None:
    assert await world.slack.people.click(MAYA, (CLIENTS, ts), block, action)


async def test_create_client_begins_with_the_profile_name_and_with_who_pressed(world: World) -> None:
    client, root = await lead(world)
    await click(world, root, "intake", intake.CREATE)
    assert title(world) == "Create client"
    assert "Jane Doe" in words(world)
    assert MAYA in words(world)
    await fill(world, company="Harbor", kind="vendor")
    assert await submit(world) == {}
    named = await now(world, client.id)
    assert (named.name, named.company, named.kind, named.owner, named.is_lead) == (
        "Jane Doe",
        "Harbor",
        "vendor",
        MAYA,
        False,
    )


async def test_a_number_is_no_name_and_without_one_nothing_is_created(world: World) -> None:
    client, root = await lead(world, "+1 202-555-0177")
    await click(world, root, "intake", intake.CREATE)
    assert "initial_value" not in str(window(world).blocks[1])
    await fill(world, name="  ")
    assert "name" in await submit(world)
    assert (await now(world, client.id)).is_lead


async def test_what_was_decided_before_is_said(world: World) -> None:
    client, root = await lead(world)
    async with world.ctx.store.write(world.deps.workspace_id) as uow:
        await uow.clients.rename(client.id, "Joan Roe")
    await click(world, root, "intake", intake.CREATE)
    assert any("it is Joan Roe now" in said for said in world.said_to(MAYA, CLIENTS))


async def test_a_client_of_the_same_name_is_offered_and_linked_after_a_look(world: World) -> None:
    known = await world.add_client("jane doe", KNOWN)
    client, root = await lead(world)
    await click(world, root, f"alike:{known.id}", intake.LINK_TO)
    assert window(world).callback_id == merge.CALLBACK
    assert "1 number" in words(world)
    assert await submit(world) == {}
    assert (await now(world, client.id)).merged_into == known.id


async def test_link_to_a_client_keeps_the_client_and_not_the_lead(world: World) -> None:
    known = await world.add_client("Joan Roe", KNOWN)
    client, root = await lead(world)
    await click(world, root, "intake", intake.LINK)
    people, view = world.slack.people, window(world)
    [option] = await people.suggest(MAYA, view.id, merge.PICK, merge.PICK, "Joan")
    assert await people.choose(MAYA, view.id, merge.PICK, merge.PICK, {"selected_option": option})
    assert await submit(world) == {}
    assert (await now(world, client.id)).merged_into == known.id


async def test_spam_and_back(world: World) -> None:
    client, root = await lead(world)
    await click(world, root, "intake", intake.SPAM)
    assert (await now(world, client.id)).is_spam
    ts = await SlackThreads(world.client).post(CLIENTS, root, MutedPost(client.id, MAYA), "muted")
    post = world.slack.workspace.message(CLIENTS, ts)
    assert f"by <@{MAYA}>" in str(post.blocks)
    await click(world, ts, "muted", muted.NOT_SPAM)
    assert not (await now(world, client.id)).is_spam
    assert any("not muted any more" in said for said in world.said_to(MAYA, CLIENTS))


async def test_more_on_a_card_merges_and_mutes(world: World) -> None:
    client, root = await lead(world)
    for verb in (MERGE, SPAM):
        picked = {"selected_option": {"value": f"{verb}:{client.id}"}}
        assert await world.slack.people.choose(MAYA, (CLIENTS, root), "card", MORE, picked)
    assert window(world).callback_id == merge.PICK_CALLBACK
    assert (await now(world, client.id)).is_spam


async def test_undo_under_the_post_says_what_was_chosen_and_by_whom(world: World) -> None:
    await appoint(world, MAYA, Role.MANAGER)
    client, root = await lead(world)
    ts = await SlackThreads(world.client).post(
        CLIENTS, root, LinkedPost("merged <!channel>", MAYA, "https://x", undo="X" * 26), "linked"
    )
    post = world.slack.workspace.message(CLIENTS, ts)
    assert post.pings == [MAYA]
    assert "<https://x|Open the other thread>" in str(post.blocks)
    await click(world, ts, linked.UNDO, linked.UNDO)
    assert "chose *Undo merge*" in str(world.slack.workspace.message(CLIENTS, ts).blocks)
    assert client


async def test_the_card_of_a_merged_client_has_nothing_to_press(world: World) -> None:
    client, _ = await lead(world)
    ts = await SlackThreads(world.client).post_root(GENERAL, Card("T", client, merged_into="J & Co"), "k")
    card = world.slack.workspace.message(GENERAL, ts)
    assert "Merged into *J &amp; Co*" in str(card.blocks)
    assert all(block["type"] != "actions" for block in card.blocks)
