"""``python -m tests.benchmarks [--quick] [--rows N] [--runs N] [--reminders N] [--markdown] [name …]``."""

import argparse
import sys
import time
from collections.abc import Sequence
from dataclasses import replace

from bot.commands.prepare import run_async
from tests.benchmarks.databases import NO_POSTGRES, available
from tests.benchmarks.measures import MEASURES
from tests.benchmarks.plan import QUICK, Plan, Row
from tests.benchmarks.report import as_markdown, as_text


async def measure(plan: Plan, names: Sequence[str]) -> list[Row]:
    """Run the named measures one after the other; all, when none is named."""
    rows: list[Row] = []
    for name in names or MEASURES:
        began = time.perf_counter()
        async for row in MEASURES[name](plan):
            rows.append(row)
        _say(f"{name}: measured in {time.perf_counter() - began:.0f} s")
    return rows


def _say(sentence: str) -> None:
    print(sentence, file=sys.stderr, flush=True)  # noqa: T201 - the terminal is where the person is.


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="name", help=f"of {', '.join(MEASURES)}; none: all")
    parser.add_argument("--quick", action="store_true", help="a small size of each, once")
    parser.add_argument("--markdown", action="store_true", help="print a Markdown table")
    for option in ("rows", "runs", "requests", "messages", "reminders"):
        parser.add_argument(f"--{option}", type=int, help=f"other than {getattr(Plan(()), option):,}")
    given = parser.parse_args()
    unknown = [name for name in given.names if name not in MEASURES]
    if unknown:
        parser.error(f"there is no measure called {unknown[0]}; choose from {', '.join(MEASURES)}")
    return given


def main() -> None:
    """Measure, then print the table."""
    given = _arguments()
    databases = available()
    if "postgres" not in databases:
        _say(NO_POSTGRES)
    sizes = dict(QUICK) if given.quick else {}
    sizes |= {
        name: value
        for name in ("rows", "runs", "requests", "messages", "reminders")
        if (value := getattr(given, name))
    }
    plan = replace(Plan(databases), **sizes)

    async def run() -> None:
        rows = await measure(plan, given.names)
        print((as_markdown if given.markdown else as_text)(rows))  # noqa: T201 - the table is the result.

    run_async(run())


if __name__ == "__main__":
    main()
