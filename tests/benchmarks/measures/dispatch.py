"""From due to recorded: the worker's sending loop against raw requests with a grouped record.

Beside it stands what the job takes by hand: a sender that claims, sends and records on the same tables, and
asks no gate.
"""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, cast

import aiohttp
from sqlalchemy import exists, select

from bot.flows.context import Context
from bot.ports import Outgoing, Provider, SendResult
from bot.providers.twilio import TwilioProvider, TwilioSettings
from bot.storage.store import Store
from bot.storage.tables import messages
from bot.storage.tables.base import is_literally
from bot.worker.sending import WIDTH, Sending
from tests.benchmarks import seed
from tests.benchmarks.databases import fresh
from tests.benchmarks.floors.claiming import Claim, claimer
from tests.benchmarks.floors.keeping import Keep, keeper
from tests.benchmarks.floors.recording import recorder
from tests.benchmarks.floors.sending import send_all, send_claimed
from tests.benchmarks.plan import Kind, Plan, Row, Samples
from tests.benchmarks.processes import free_port, serving
from tests.benchmarks.quiet import OUR_NUMBER, MachineClock, add_workspace, unpaced

_DELAY_MS = 100
_ACCOUNT = "AC" + "0" * 32
_CLIENTS = 5000
_LANE = f"sms:{OUR_NUMBER}"


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
    claim: Claim
    record: Keep


async def _at_once(plan: Plan, kind: Kind) -> AsyncIterator[Row]:
    raw, by_hand, product = [(Samples(), Samples()) for _ in range(3)]
    count = plan.messages
    async with _place(kind, 0) as place:
        for run in range(plan.runs):
            _add(raw, await _timed(_raw(place, run, count), count))
            await _queue(place, 2 * run * count, count)
            _add(by_hand, await _timed(_by_hand(place), count))
            await _queue(place, (2 * run + 1) * count, count)
            _add(product, await _timed(_send_queued(place, count), count))
    at_once = "dispatch, provider at 0 ms"
    yield _row(f"{at_once}, against raw requests", kind, raw, product, at_least=0.6)
    yield _row(f"{at_once}, against claim, request and record by hand", kind, by_hand, product)


async def _delayed(plan: Plan, kind: Kind) -> AsyncIterator[Row]:
    rates = Samples()
    ideal = WIDTH / (_DELAY_MS / 1000)
    async with _place(kind, _DELAY_MS) as place:
        for run in range(plan.runs):
            await _queue(place, run * plan.messages, plan.messages)
            rates.add((await _timed(_send_queued(place, plan.messages), plan.messages))[0])
    yield Row(
        f"dispatch, provider at {_DELAY_MS} ms",
        kind,
        f"ideal {ideal:.0f}/s",
        f"{rates.middle:,.0f}/s",
        rates.middle / ideal,
        at_least=0.8,
    )


_Figures = tuple[Samples, Samples]


def _row(what: str, kind: Kind, floor: _Figures, product: _Figures, at_least: float | None = None) -> Row:
    ratio = product[0].middle / floor[0].middle
    return Row(what, kind, _said(floor), _said(product), ratio, at_least=at_least)


def _said(figures: _Figures) -> str:
    return f"{figures[0].middle:,.0f}/s, {figures[1].middle:.0f} µs CPU"


def _add(samples: _Figures, figures: tuple[float, float]) -> None:
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
            by_hand = await claimer(url, "id, address, body"), await recorder(url, workspace)
            keep = await keeper(url, grouped=True)
            place = _Place(unpaced(store), workspace, session, provider, api, keep, *by_hand)
            await _warm(place)
            yield place
        await store.close()


async def _warm(place: _Place) -> None:
    # The first calls open the connections and build the statements, which is not what is measured.
    now = datetime.now(UTC)
    engine = place.ctx.store.writer
    await seed.add_clients(engine, place.workspace, _CLIENTS, "C0CLIENTS", now)
    await seed.add_lane(engine, place.workspace, _LANE, now)
    await _queue(place, -WIDTH, WIDTH)
    await _send_queued(place, WIDTH)


async def _raw(place: _Place, run: int, count: int) -> None:
    recipients = [seed.phone(run * count + number) for number in range(count)]
    await send_all(place.session, _url(place), recipients, place.keep, WIDTH)


async def _by_hand(place: _Place) -> None:
    async def claim() -> Sequence[Any]:
        return await place.claim(_LANE)

    await send_claimed(place.session, _url(place), claim, place.record, WIDTH)


def _url(place: _Place) -> str:
    return f"{place.api}/2010-04-01/Accounts/{_ACCOUNT}/Messages.json"


async def _queue(place: _Place, first: int, count: int) -> None:
    now = datetime.now(UTC)
    engine = place.ctx.store.writer
    batch = seed.Batch(first + WIDTH, count, _CLIENTS, "queued", now - timedelta(seconds=1), OUR_NUMBER)
    await seed.add_messages(engine, place.workspace, batch, now)
    await seed.refresh_statistics(engine)


async def _send_queued(place: _Place, count: int) -> None:
    """Run the worker's own loop until these are recorded."""
    provider = _Counting(place.provider)
    loop = Sending(place.ctx, place.workspace, "bench", {"twilio": cast("Provider", provider)})
    running = asyncio.create_task(loop.run())
    # The database is asked only when the last call has been made: to be asked costs the product time.
    while provider.called < count or await _unsettled(place):  # noqa: ASYNC110 - the loop knows no end.
        await asyncio.sleep(0.02)
    loop.stop()
    await running


class _Counting:
    """Counts the calls that a provider has answered."""

    def __init__(self, provider: TwilioProvider) -> None:
        self._provider = provider
        self.called = 0

    async def send(self, message: Outgoing) -> SendResult:
        answer = await self._provider.send(message)
        self.called += 1
        return answer


async def _unsettled(place: _Place) -> bool:
    # By an index: counting all messages again and again would take from the product what it is measured by.
    query = select(exists().where(is_literally(messages.c.status, "queued", "sending", "checking")))
    async with place.ctx.store.read(place.workspace) as uow:
        return bool((await uow.connection.execute(query)).scalar_one())
