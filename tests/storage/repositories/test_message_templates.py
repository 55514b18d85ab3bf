"""The team's templates: a name once, a version after the one before, and every version kept."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.message import Purpose
from bot.domain.message_template import Approved, MessageTemplate, Reach, Variant
from bot.storage.store import Store
from tests.storage.seeds import NOW

LATER = NOW + timedelta(hours=1)
HELLO = MessageTemplate(
    "T1",
    "Café au lait",
    Reach.WHATSAPP,
    (
        Variant("en", "Hi {{ first_name }} 😀", Approved("HX1", (("1", "{{ first_name }}"),))),
        Variant("es", "Hola"),
    ),
    1,
    NOW,
    "Greets",
    Purpose.MARKETING,
    "U1",
)


async def add(store: Store, workspace_id: str, *new: MessageTemplate) -> list[bool]:
    async with store.write(workspace_id) as uow:
        return [await uow.message_templates.add(each) for each in new]


async def change(store: Store, workspace_id: str, new: MessageTemplate) -> bool:
    async with store.write(workspace_id) as uow:
        return await uow.message_templates.change(new)


async def test_it_comes_back_as_it_was_kept(store: Store, workspace_id: str) -> None:
    await add(store, workspace_id, HELLO)

    async with store.read(workspace_id) as uow:
        assert await uow.message_templates.get("T1") == HELLO
        assert await uow.message_templates.by_ids(["T1", "T0GONE"]) == {"T1": HELLO}
        assert await uow.message_templates.offered() == [HELLO]
        assert await uow.message_templates.versions("T1") == [HELLO]


@pytest.mark.parametrize("name", ["cafe au LAIT", "Café au lait", "  cafe\tau  lait "])
async def test_a_name_is_the_same_whatever_its_accents_and_case(
    store: Store, workspace_id: str, name: str
) -> None:
    assert await add(store, workspace_id, HELLO, replace(HELLO, id="T2", name=name)) == [True, False]

    async with store.read(workspace_id) as uow:
        assert await uow.message_templates.named(name) == HELLO
        assert await uow.message_templates.get("T2") is None
        assert await uow.message_templates.versions("T2") == []


async def test_an_archived_one_frees_its_name_and_is_there_for_what_was_sent(
    store: Store, workspace_id: str
) -> None:
    await add(store, workspace_id, HELLO)
    async with store.write(workspace_id) as uow:
        await uow.message_templates.archive("T1", "U2", LATER)
        await uow.message_templates.archive("T1", "U3", LATER + timedelta(hours=1))
    assert await add(store, workspace_id, replace(HELLO, id="T2")) == [True]

    async with store.read(workspace_id) as uow:
        gone = await uow.message_templates.get("T1")
        assert gone is not None
        assert (gone.archived_at, gone.updated_by) == (LATER, "U2")
        named = await uow.message_templates.named(HELLO.name)
        assert named is not None
        assert named.id == "T2"
        assert [each.id for each in await uow.message_templates.offered()] == ["T2"]
    assert not await change(store, workspace_id, replace(HELLO, version=2))


async def test_they_are_offered_in_the_order_of_their_names(store: Store, workspace_id: str) -> None:
    names = ("Zoë", "apple", "Éclair", "Banana")
    new = [replace(HELLO, id=f"T{number}", name=name) for number, name in enumerate(names)]
    await add(store, workspace_id, *new)

    async with store.read(workspace_id) as uow:
        offered = await uow.message_templates.offered()
    assert [each.name for each in offered] == ["apple", "Banana", "Éclair", "Zoë"]


async def test_only_the_next_version_is_taken(store: Store, workspace_id: str) -> None:
    await add(store, workspace_id, HELLO)
    assert not await change(store, workspace_id, HELLO)
    assert not await change(store, workspace_id, replace(HELLO, version=3))
    second = replace(HELLO, version=2, name="Other", subject="", updated_by="U2", updated_at=LATER)
    assert await change(store, workspace_id, second)
    assert not await change(store, workspace_id, second)

    async with store.read(workspace_id) as uow:
        assert await uow.message_templates.get("T1") == second
        assert await uow.message_templates.versions("T1") == [second, HELLO]
        assert await uow.message_templates.named(HELLO.name) is None


async def test_of_many_who_change_one_version_at_once_one_does(store: Store, workspace_id: str) -> None:
    await add(store, workspace_id, HELLO)
    wishes = [replace(HELLO, version=2, subject=f"No. {number}") for number in range(8)]

    changed = await asyncio.gather(*(change(store, workspace_id, each) for each in wishes))

    assert changed.count(True) == 1
    async with store.read(workspace_id) as uow:
        kept = await uow.message_templates.get("T1")
        assert await uow.message_templates.versions("T1") == [kept, HELLO]
    assert kept == wishes[changed.index(True)]


async def test_of_many_who_add_one_name_at_once_one_does(store: Store, workspace_id: str) -> None:
    new = [replace(HELLO, id=f"T{number}", name=name) for number, name in enumerate(["Same", "SAME"] * 4)]

    added = await asyncio.gather(*(add(store, workspace_id, each) for each in new))

    assert added.count([True]) == 1
    async with store.read(workspace_id) as uow:
        assert len(await uow.message_templates.offered()) == 1


async def test_who_has_locked_the_names_sees_what_others_have_given(store: Store, workspace_id: str) -> None:
    await add(
        store, workspace_id, HELLO, replace(HELLO, id="T2", name="Two"), replace(HELLO, id="T3", name="Three")
    )

    async def rename(template_id: str) -> bool:
        async with store.write(workspace_id) as uow:
            await uow.message_templates.lock_names()
            if await uow.message_templates.named("Wanted"):
                return False
            wanted = replace(HELLO, id=template_id, name="Wanted", version=2)
            return await uow.message_templates.change(wanted)

    renamed = await asyncio.gather(*(rename(each) for each in ("T1", "T2", "T3")))

    assert sorted(renamed) == [False, False, True]


async def test_whether_there_were_ever_any_outlasts_the_archive(store: Store, workspace_id: str) -> None:
    async with store.read(workspace_id) as uow:
        assert not await uow.message_templates.were_ever()
    await add(store, workspace_id, HELLO)
    async with store.write(workspace_id) as uow:
        await uow.message_templates.archive("T1", "U1", LATER)
    async with store.read(workspace_id) as uow:
        assert await uow.message_templates.were_ever()
