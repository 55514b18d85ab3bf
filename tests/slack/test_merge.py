"""Merging two clients in Slack: chosen, shown before it is done, done, and undone."""

from bot.domain.client import Client
from bot.domain.roles import Role
from bot.slack.blocks import linked, merge, merged_rows
from bot.slack.blocks.client import CALLBACK
from bot.slack.blocks.merge import kept_block
from tests.slack.conftest import MAYA, SAM, World
from tests.slack.windows import appoint, command, deeds, pick, press, submit, title, window, words

NUMBER, OTHER = "+12025550123", "+12025550124"


async def two(world: World) -> tuple[Client, Client]:
    """Two clients who differ, and a manager who looks at the first."""
    jane, other = await world.add_client("Jane Doe", NUMBER), await world.add_client("J. Doe", OTHER)
    async with world.ctx.store.write(world.deps.workspace_id) as uow:
        await uow.clients.change(jane.id, company="Harbor", owner=MAYA)
        await uow.clients.change(other.id, company="Quay <!channel>", owner=SAM)
    await appoint(world, SAM, Role.MANAGER)
    assert await command(world, SAM, "/client", "Jane Doe") == ""
    return jane, other


async def choose(world: World, typed: str) -> None:
    """Open the form and choose the other client."""
    await press(world, merged_rows.MERGE, merged_rows.MERGE, SAM)
    people, view = world.slack.people, window(world, SAM)
    [option] = await people.suggest(SAM, view.id, merge.PICK, merge.PICK, typed)
    assert await people.choose(SAM, view.id, merge.PICK, merge.PICK, {"selected_option": option})


async def client(world: World, client_id: str) -> Client:
    async with world.ctx.store.read(world.deps.workspace_id) as uow:
        found = await uow.clients.get(client_id)
    assert found
    return found


async def test_both_are_shown_and_what_is_chosen_is_done(world: World) -> None:
    jane, other = await two(world)
    await choose(world, "J. D")
    assert window(world, SAM).callback_id == merge.CALLBACK
    shown = words(world, SAM)
    assert "202-555-0123" in shown
    assert "202-555-0124" in shown
    assert "Quay &lt;!channel&gt;" in shown
    assert "You can undo this for 30 days." in shown
    await pick(world, kept_block("company", jane.id), other.id, user=SAM)
    assert await submit(world, SAM) == {}
    assert title(world, SAM) == "Merged"
    assert "Undo merge stands in /client, and in the thread if there is one." in words(world, SAM)
    survivor = await client(world, jane.id)
    assert (survivor.name, survivor.company, survivor.owner) == ("Jane Doe", "Quay <!channel>", MAYA)
    assert {each.value for each in survivor.addresses} == {NUMBER, OTHER}
    assert (await client(world, other.id)).merged_into == jane.id
    assert (await deeds(world))[0].action == "clients_merged"


async def test_who_can_is_said_before_it_is_begun(world: World) -> None:
    await two(world)
    assert "Merge with another client (managers)" in words(world, SAM)
    await press(world, merged_rows.MERGE, merged_rows.MERGE, SAM)
    assert "Two clients are merged by a manager or an admin." in words(world, SAM)


async def test_the_other_one_can_be_the_one_that_stays(world: World) -> None:
    jane, other = await two(world)
    await choose(world, "J. D")
    people, view = world.slack.people, window(world, SAM)
    picked = {"selected_option": {"value": other.id}}
    assert await people.choose(SAM, view.id, merge.SURVIVOR, merge.SURVIVOR, picked)
    assert "to J. Doe" in words(world, SAM)
    assert await submit(world, SAM) == {}
    assert (await client(world, jane.id)).merged_into == other.id
    assert (await client(world, other.id)).company == "Quay <!channel>"


async def test_the_window_below_shows_the_merge_and_undoes_it(world: World) -> None:
    jane, other = await two(world)
    await choose(world, "J. D")
    await submit(world, SAM)
    assert await command(world, SAM, "/client", "Jane Doe") == ""
    row = next(b for b in window(world, SAM).blocks if str(b.get("block_id")).startswith("merge:"))
    assert "was merged into this client" in str(row)
    people, view = world.slack.people, window(world, SAM)
    assert await people.click(SAM, view.id, row["block_id"], linked.UNDO)
    assert "two clients again" in words(world, SAM)
    assert (await client(world, other.id)).merged_into is None
    assert (await client(world, jane.id)).company == "Harbor"


async def test_a_client_and_itself(world: World) -> None:
    await two(world)
    await choose(world, "Jane D")
    assert "merged with itself" in words(world, SAM)


async def test_what_was_done_meanwhile_is_said_in_the_form(world: World) -> None:
    _, other = await two(world)
    await choose(world, "J. D")
    async with world.ctx.store.write(world.deps.workspace_id) as uow:
        await uow.clients.change(other.id, is_spam=True)
    errors = await submit(world, SAM)
    assert "marked as spam" in errors[merge.SURVIVOR]


async def test_a_sender_sees_no_preview_of_two_clients(world: World) -> None:
    await two(world)
    await appoint(world, SAM, Role.SENDER)
    await choose(world, "J. D")
    assert "it takes a manager" in words(world, SAM) + " ".join(world.said_to(SAM, "C0GENERAL"))
    assert window(world, SAM).callback_id != merge.CALLBACK


async def test_the_form_is_closed_to_viewers(world: World) -> None:
    await two(world)
    await appoint(world, SAM, Role.VIEWER)
    await press(world, merged_rows.MERGE, merged_rows.MERGE, SAM)
    assert window(world, SAM).callback_id != merge.PICK_CALLBACK
    assert window(world, SAM).callback_id in {CALLBACK, "notice"}


async def test_a_merged_client_is_in_no_menu(world: World) -> None:
    await two(world)
    await choose(world, "J. D")
    await submit(world, SAM)
    assert await command(world, SAM, "/client", "Jane Doe") == ""
    await press(world, merged_rows.MERGE, merged_rows.MERGE, SAM)
    view = window(world, SAM)
    options = await world.slack.people.suggest(SAM, view.id, merge.PICK, merge.PICK, "J. Doe")
    assert all("J. Doe" not in str(option) for option in options if "client:" in str(option["value"]))
