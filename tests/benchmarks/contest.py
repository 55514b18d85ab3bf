"""Floors and product under the same load, turn by turn, in one run."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from tests.benchmarks.load import Outcome, drive
from tests.benchmarks.plan import Plan, Row, Samples
from tests.benchmarks.processes import Running

# How much of a run's requests each server gets before, so that caches are as warm as after a minute's work.
_WARM_UP = 0.1


@dataclass
class Result:
    """What one contestant did in all runs; ``kept`` counts its 2xx, warm-up and all."""

    rate: Samples = field(default_factory=Samples)
    p50: Samples = field(default_factory=Samples)
    p99: Samples = field(default_factory=Samples)
    cpu: Samples = field(default_factory=Samples)
    kept: int = 0

    def add(self, outcome: Outcome, cpu_seconds: float) -> None:
        """One more run."""
        self.rate.add(outcome.rate)
        self.p50.add(outcome.percentile(0.5))
        self.p99.add(outcome.percentile(0.99))
        self.cpu.add(cpu_seconds / len(outcome.waits) * 1e6)

    @property
    def words(self) -> str:
        """Requests a second, median and 99th percentile of the wait, CPU of the process for each."""
        return (
            f"{self.rate.middle:,.0f}/s, p50 {self.p50.middle:.1f} ms, p99 {self.p99.middle:.1f} ms, "
            f"{self.cpu.middle:.0f} µs CPU"
        )


async def contest(
    plan: Plan, contestants: Mapping[str, Running], requests: Callable[[int, int], Sequence[bytes]]
) -> dict[str, Result]:
    """Each contestant gets the same requests in every run, one after the other, so that noise meets all.

    ``requests(first, count)`` makes them; none is ever made twice to the same contestant.
    """
    results = {name: Result() for name in contestants}
    warm_up = max(plan.connections, int(plan.requests * _WARM_UP))
    for run in range(plan.runs):
        first = run * (warm_up + plan.requests)
        for name, running in contestants.items():
            warm = await drive(running.port, requests(first, warm_up), plan.connections)
            before = running.cpu()
            outcome = await drive(running.port, requests(first + warm_up, plan.requests), plan.connections)
            results[name].add(outcome, running.cpu() - before)
            results[name].kept += warm.kept + outcome.kept
    return results


def asked(plan: Plan) -> int:
    """How many distinct requests each contestant gets over all runs."""
    return plan.runs * (max(plan.connections, int(plan.requests * _WARM_UP)) + plan.requests)


def compared(
    what: str, where: str, results: Mapping[str, Result], targets: Mapping[str, float], written: int
) -> Iterator[Row]:
    """A line for each floor, one for the floors against each other, one for the longest waits, one for rows
    written against distinct 2xx."""
    product = results["product"]
    for name, at_least in targets.items():
        floor = results[name]
        ratio = product.rate.middle / floor.rate.middle
        yield Row(f"{what} against {name}", where, floor.words, product.words, ratio, at_least=at_least)
    floor = results["grouped"]
    if single := results.get("single"):
        # What nobody can be much better than: what grouping gives the floor itself on this disk.
        worth = floor.rate.middle / single.rate.middle
        yield Row(f"{what}: grouped by hand against single", where, single.words, floor.words, worth)
    yield Row(
        f"{what}: p99",
        where,
        f"{floor.p99.middle:.1f} ms",
        f"{product.p99.middle:.1f} ms",
        product.p99.middle / floor.p99.middle,
        at_most=2,
    )
    lost = abs(product.kept - written)
    yield Row(
        f"{what}: rows that differ from the 2xx",
        where,
        f"{product.kept:,} 2xx",
        f"{written:,} rows",
        float(lost),
        at_most=0,
    )
