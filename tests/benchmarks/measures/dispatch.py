"""From due to recorded: the worker's sending loop against raw requests with a grouped record."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import aiohttp
from sqlalchemy import exists, select

from bot.flows.context import Context
from bot.providers.twilio import TwilioProvider, TwilioSettings
from bot.storage.store import Store
from bot.storage.tables import messages
from bot.storage.tables.base import is_literally
from bot.worker.sending import WIDTH, Sending
from tests.benchmarks import seed
from tests.benchmarks.databases import fresh
from tests.benchmarks.floors.keeping import Keep, keeper
from tests.benchmarks.floors.sending import send_all
from tests.benchmarks.plan import Kind, Plan, Row, Samples
from tests.benchmarks.processes import free_port, serving
from tests.benchmarks.quiet import OUR_NUMBER, MachineClock, add_workspace, unpaced

_DELAY_MS = 100
_ACCOUNT = "AC" + "0" * 32
_CLIENTS = 5000


async def dispatch(plan: Plan) -> AsyncIterator[Row]:
    """A provider that answers at once, and one that takes a tenth of a second."""
    for kind in plan.databases:
        async for row in _at_once(plan, kind):
            yield row
        async for row in _delayed(plan, kind):
            yield row


@dataclass(frozen=True)
class _Place:
    ctx: Context
    workspace: str
    session: aiohttp.ClientSession
    provider: TwilioProvider
    api: str
    keep: Keep


async def _at_once(plan: Plan, kind: Kind) -> AsyncIterator[Row]:
    floor, product = (Samples(), Samples()), (Samples(), Samples())
    async with _place(kind, 0) as place:
        for run in range(plan.runs):
            _add(floor, await _timed(_raw(place, run, plan.messages), plan.messages))
            await _queue(place, run * plan.messages, plan.messages)
            _add(product, await _timed(_send_queued(place), plan.messages))
    yield Row(
        "dispatch, provider at 0 ms",
        kind,
        f"{floor[0].middle:,.0f}/s, {floor[1].middle:.0f} µs CPU",
        f"{product[0].middle:,.0f}/s, {product[1].middle:.0f} µs CPU",
        product[0].middle / floor[0].middle,
        at_least=0.6,
    )


async def _delayed(plan: Plan, kind: Kind) -> AsyncIterator[Row]:
    rates = Samples()
    ideal = WIDTH / (_DELAY_MS / 1000)
    async with _place(kind, _DELAY_MS) as place:
        for run in range(plan.runs):
            await _queue(place, run * plan.messages, plan.messages)
            rates.add((await _timed(_send_queued(place), plan.messages))[0])
    yield Row(
        f"dispatch, provider at {_DELAY_MS} ms",
        kind,
        f"ideal {ideal:.0f}/s",
        f"{rates.middle:,.0f}/s",
        rates.middle / ideal,
        at_least=0.8,
    )


def _add(samples: tuple[Samples, Samples], figures: tuple[float, float]) -> None:
    for sample, figure in zip(samples, figures, strict=True):
        sample.add(figure)


async def _timed(work: Awaitable[None], count: int) -> tuple[float, float]:
    """Messages a second, and microseconds of CPU for each."""
    began, cpu = time.perf_counter(), time.process_time()
    await work
    seconds, spent = time.perf_counter() - began, time.process_time() - cpu
    return count / seconds, spent / count * 1e6


@asynccontextmanager
async def _place(kind: Kind, delay_ms: int) -> AsyncIterator[_Place]:
    port = free_port()
    with fresh(kind) as url:
        store = Store(url)
        async with (
            serving(["-m", "tests.benchmarks.doubles", str(delay_ms)], {}, port),
            aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=200)) as session,
        ):
            api = f"http://127.0.0.1:{port}"
            settings = TwilioSettings(_ACCOUNT, "0" * 32, (OUR_NUMBER,), api_url=api, public_url=api)
            provider = TwilioProvider(settings, session, MachineClock())
            workspace = await add_workspace(store)
            keep = await keeper(url, grouped=True)
            place = _Place(unpaced(store), workspace, session, provider, api, keep)
            await _warm(place)
            yield place
        await store.close()


async def _warm(place: _Place) -> None:
    # The first calls open the connections and build the statements, which is not what is measured.
    now = datetime.now(UTC)
    engine = place.ctx.store.writer
    await seed.add_clients(engine, place.workspace, _CLIENTS, "C0CLIENTS", now)
    await seed.add_lane(engine, place.workspace, f"sms:{OUR_NUMBER}", now)
    await _queue(place, -WIDTH, WIDTH)
    await _send_queued(place)


async def _raw(place: _Place, run: int, count: int) -> None:
    recipients = [seed.phone(run * count + number) for number in range(count)]
    url = f"{place.api}/2010-04-01/Accounts/{_ACCOUNT}/Messages.json"
    await send_all(place.session, url, recipients, place.keep, WIDTH)


async def _queue(place: _Place, first: int, count: int) -> None:
    now = datetime.now(UTC)
    engine = place.ctx.store.writer
    batch = seed.Batch(first + WIDTH, count, _CLIENTS, "queued", now - timedelta(seconds=1), OUR_NUMBER)
    await seed.add_messages(engine, place.workspace, batch, now)
    await seed.refresh_statistics(engine)


async def _send_queued(place: _Place) -> None:
    """Run the worker's own loop until nothing is queued or on its way."""
    loop = Sending(place.ctx, place.workspace, "bench", {"twilio": place.provider})
    running = asyncio.create_task(loop.run())
    while await _unsettled(place):  # noqa: ASYNC110 - the loop itself does not know when it has all.
        await asyncio.sleep(0.02)
    loop.stop()
    await running


async def _unsettled(place: _Place) -> bool:
    # By an index: counting all messages again and again would take from the product what it is measured by.
    query = select(exists().where(is_literally(messages.c.status, "queued", "sending", "checking")))
    async with place.ctx.store.read(place.workspace) as uow:
        return bool((await uow.connection.execute(query)).scalar_one())
