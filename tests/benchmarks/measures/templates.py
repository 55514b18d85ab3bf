"""What the slowest attack by template costs: refusing it, or filling it in, each time as if it were new."""

import time
from collections.abc import AsyncIterator, Iterator

from bot.templating.names import names_in
from bot.templating.render import BadTemplate, render
from bot.templating.variables import NAMES, SAMPLES
from tests.benchmarks.plan import Plan, Row
from tests.templating.attacks import HARMLESS, REFUSED

_BUDGET_MILLISECONDS = 50.0
_LANGUAGES = ("", "de")


async def templates(plan: Plan) -> AsyncIterator[Row]:
    """Every attack, the names of the team's own allowed, in English and in German."""
    # What is imported at the first use is no part of any attack.
    render("{{ appointment_date }} {{ invoice_amount }}", SAMPLES, language=_LANGUAGES[-1])
    slowest = max(_milliseconds(run) for run in range(plan.runs))
    yield Row(
        f"the slowest of {len(REFUSED) + len(HARMLESS)} attacks by template",
        "–",
        f"budget {_BUDGET_MILLISECONDS:.0f} ms",
        f"{slowest:.2f} ms",
        slowest / _BUDGET_MILLISECONDS,
        at_most=1,
    )


def _milliseconds(run: int) -> float:
    return max(_times(run)) * 1e3


def _times(run: int) -> Iterator[float]:
    for source in (*REFUSED, *HARMLESS):
        for language in _LANGUAGES:
            # With another name allowed each time: what was looked at before is remembered.
            one_more = f"other_{run}_{language}"
            began = time.process_time()
            _attack(source, language, one_more)
            yield time.process_time() - began


def _attack(source: str, language: str, one_more: str) -> None:
    try:
        render(source, SAMPLES, NAMES | names_in(source) | {one_more}, language)
    except BadTemplate:
        return
