"""Charges: reserved, released or settled once; asked for when due; added up for the report."""

from datetime import timedelta

from bot.domain.channel import Channel
from bot.domain.message import Status
from bot.storage.repositories.charges import Charge, CostLine
from bot.storage.store import Store
from tests.storage.seeds import NOW, Someone, add, message

MONTH = "2026-11"
LATER = NOW + timedelta(hours=1)


def charge(message_id: str, estimated: int = 7_900, **changes: object) -> Charge:
    kept = {"month": MONTH, "team": "", "channel": Channel.SMS, "sender": "+1", "segments": 1} | changes
    return Charge(message_id=message_id, estimated=estimated, **kept)  # type: ignore[arg-type]


async def charged(store: Store, jane: Someone, count: int) -> list[str]:
    """So many messages that the provider has, each with a charge; their ids."""
    texts = [message(jane, status=Status.ACCEPTED, provider_id=f"SM{number}") for number in range(count)]
    ids = await add(store, *texts)
    async with store.write(jane.workspace_id) as uow:
        for message_id in ids:
            await uow.charges.add(charge(message_id), LATER, NOW)
    return ids


async def test_a_charge_is_released_once(store: Store, jane: Someone) -> None:
    one, other = await charged(store, jane, 2)
    async with store.write(jane.workspace_id) as uow:
        assert await uow.charges.release([one, "unheard-of"]) == [charge(one)]
        assert await uow.charges.release([one]) == []
        assert await uow.charges.release([]) == []
        assert await uow.charges.reserved([one, other]) == {other: charge(other)}


async def test_a_charge_is_settled_once_and_not_released_after_that(store: Store, jane: Someone) -> None:
    one, other = await charged(store, jane, 2)
    async with store.write(jane.workspace_id) as uow:
        await uow.charges.release([other])
        assert await uow.charges.settle({one: 8_300, other: 8_300}, NOW) == [(charge(one), 8_300)]
        assert await uow.charges.settle({one: 9_999}, NOW) == []
        assert await uow.charges.settle({}, NOW) == []
        assert await uow.charges.release([one]) == []


async def test_a_message_charged_again_has_the_new_charge(store: Store, jane: Someone) -> None:
    [one] = await charged(store, jane, 1)
    async with store.write(jane.workspace_id) as uow:
        await uow.charges.release([one])
        changed = charge(one, 23_700, segments=3, month="2026-12", team="S1")
        await uow.charges.add(changed, LATER, NOW)
        assert await uow.charges.reserved([one]) == {one: changed}


async def test_a_price_is_asked_for_when_it_is_due(store: Store, jane: Someone) -> None:
    first, second, third = await charged(store, jane, 3)
    async with store.write(jane.workspace_id) as uow:
        assert await uow.charges.due(NOW, 9) == []
        await uow.charges.lease([second, first], NOW)
        due = await uow.charges.due(NOW, 9)
        assert [each.charge.message_id for each in due] == sorted([first, second])
        assert [(each.provider, each.asked) for each in due] == [("twilio", 0)] * 2
        assert len(await uow.charges.due(LATER, 2)) == 2
        await uow.charges.lease([first], LATER)
        assert [each.charge.message_id for each in await uow.charges.due(NOW, 9)] == [second]
        await uow.charges.ask_at([second], LATER)
        await uow.charges.ask_at([third], None)
        due = await uow.charges.due(LATER, 9)
        assert {(each.charge.message_id, each.asked) for each in due} == {(first, 0), (second, 1)}


async def test_what_the_provider_does_not_have_is_not_asked_for(store: Store, jane: Someone) -> None:
    [waiting] = await add(store, message(jane))
    async with store.write(jane.workspace_id) as uow:
        await uow.charges.add(charge(waiting), NOW, NOW)
        assert await uow.charges.due(LATER, 9) == []


async def test_what_never_came_is_not_asked_for_any_more(store: Store, jane: Someone) -> None:
    one, other = await charged(store, jane, 2)
    async with store.write(jane.workspace_id) as uow:
        await uow.charges.lease([one], NOW)
        await uow.charges.forget_before(LATER)
        assert [each.charge.message_id for each in await uow.charges.due(LATER, 9)] == [other]


async def test_the_report_adds_up_what_was_not_given_back(store: Store, jane: Someone) -> None:
    ids = await charged(store, jane, 4)
    async with store.write(jane.workspace_id) as uow:
        await uow.charges.add(charge(ids[3], 30_000, channel=Channel.WHATSAPP, sender="+2"), LATER, NOW)
        await uow.charges.settle({ids[0]: 8_300}, NOW)
        await uow.charges.release([ids[1]])
        assert await uow.charges.costs([MONTH, "2026-10"]) == [
            CostLine(MONTH, Channel.SMS, "+1", 2, 2, 16_200, 7_900),
            CostLine(MONTH, Channel.WHATSAPP, "+2", 1, 1, 30_000, 30_000),
        ]
        assert await uow.charges.costs(["2026-10"]) == []
