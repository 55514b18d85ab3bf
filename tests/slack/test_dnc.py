"""/messaging dnc: the list is read, searched, added to and cleared."""

from datetime import timedelta

from bot.domain.channel import Channel
from bot.domain.consent import DncEntry, DncSource
from bot.domain.roles import Role
from bot.slack.blocks import dnc
from tests.slack.conftest import MAYA, NOW, SAM, World
from tests.slack.windows import appoint, command, deeds, fill, pick, press, submit, title, window, words

NUMBER = "+12025550123"


async def listed(world: World, *numbers: str, channel: Channel | None = Channel.SMS) -> None:
    """Numbers on the list, the last one the newest."""
    async with world.ctx.store.write(world.deps.workspace_id) as uow:
        await uow.dnc.add(
            [
                DncEntry(number, channel, DncSource.STOP, "", None, NOW + timedelta(minutes=at))
                for at, number in enumerate(numbers)
            ]
        )


async def entries(world: World) -> list[DncEntry]:
    async with world.ctx.store.read(world.deps.workspace_id) as uow:
        return await uow.dnc.page(100)


async def open_list(world: World, user: str = SAM, typed: str = "") -> None:
    assert await command(world, user, "/messaging", f"dnc {typed}") == ""


async def test_empty_list_says_what_it_is_for(world: World) -> None:
    await open_list(world)
    assert "Nobody is on the list." in words(world, SAM)
    assert "STOP, the carrier and your team put numbers here." in words(world, SAM)


async def test_viewer_does_not_see_it(world: World) -> None:
    await appoint(world, SAM, Role.VIEWER)
    said = await command(world, SAM, "/messaging", "dnc")
    assert "You cannot record consent" in said
    assert world.slack.people.open_view(SAM) is None


async def test_number_is_added_with_a_reason_and_shown_with_its_client(world: World) -> None:
    client = await world.add_client("Jane <b>Doe", NUMBER)
    await open_list(world)
    await press(world, "pages", dnc.ADD, user=SAM)
    await fill(world, SAM, number="12", reason="Asked on the phone")
    assert set(await submit(world, SAM)) == {"number"}
    await fill(world, SAM, number="(202) 555-0123")
    assert await submit(world, SAM) == {}
    shown = words(world, SAM)
    assert "*+1 202-555-0123* · Jane &lt;b&gt;Doe" in shown
    assert f"Every channel · put here by a teammate, by <@{SAM}>" in shown
    assert "Asked on the phone" in shown
    [entry] = await entries(world)
    assert (entry.number, entry.channel, entry.source) == (NUMBER, None, DncSource.PERSON)
    deed = (await deeds(world))[0]
    assert (deed.actor, deed.action, deed.client_id) == (SAM, "dnc_added", client.id)
    assert NUMBER not in str(deed.detail)


async def test_list_is_paged_and_searched(world: World) -> None:
    numbers = [f"+120255501{at:02}" for at in range(25)]
    await listed(world, *numbers)
    await open_list(world)
    assert "1 to 10 of 25, the newest first" in words(world, SAM)
    assert "202-555-0124" in words(world, SAM)
    await press(world, "pages", dnc.OLDER, user=SAM)
    await press(world, "pages", dnc.OLDER, user=SAM)
    assert "21 to 25 of 25" in words(world, SAM)
    await press(world, "pages", dnc.NEWER, user=SAM)
    assert "11 to 20 of 25" in words(world, SAM)
    await fill(world, SAM, search="555-0107")
    assert await submit(world, SAM) == {}
    assert "1 to 1 of 1" in words(world, SAM)
    await fill(world, SAM, search="99999")
    await submit(world, SAM)
    assert "No number with these digits" in words(world, SAM)


async def test_digits_behind_the_command_search(world: World) -> None:
    await listed(world, "+12025550101", "+12025550102")
    await open_list(world, typed="0101")
    assert "202-555-0101" in words(world, SAM)
    assert "202-555-0102" not in words(world, SAM)


async def test_sender_cannot_take_a_number_off(world: World) -> None:
    await listed(world, NUMBER)
    await open_list(world)
    await press(world, f"entry:{NUMBER}|sms", dnc.REMOVE, user=SAM)
    assert title(world, SAM) == "Not done"
    assert "take a number off the do-not-contact list: you are a sender here" in words(world, SAM)


async def test_manager_takes_a_number_off_with_evidence(world: World) -> None:
    await appoint(world, MAYA, Role.MANAGER)
    await listed(world, NUMBER)
    await open_list(world, MAYA)
    await press(world, f"entry:{NUMBER}|sms", dnc.REMOVE)
    assert "+1 202-555-0123: SMS" in words(world)
    await fill(world, evidence="   ")
    assert set(await submit(world)) == {"evidence"}
    await fill(world, evidence="Signed the form on 1 May")
    assert await submit(world) == {}
    assert "Nobody is on the list." in words(world)
    assert await entries(world) == []
    deed = (await deeds(world))[0]
    assert (deed.action, deed.detail["evidence"]) == ("dnc_removed", "Signed the form on 1 May")
    assert deed.detail["sources"] == ["stop"]


async def test_number_of_one_channel(world: World) -> None:
    await open_list(world)
    await press(world, "pages", dnc.ADD, user=SAM)
    await fill(world, SAM, number=NUMBER, reason="Wrong person")
    await pick(world, "channels", "whatsapp", user=SAM)
    assert await submit(world, SAM) == {}
    assert [entry.channel for entry in await entries(world)] == [Channel.WHATSAPP]
    assert window(world, SAM).callback_id == dnc.LIST_CALLBACK
