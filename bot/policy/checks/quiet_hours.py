"""Is it day where the client is?"""

from collections.abc import Iterator
from datetime import datetime

from bot.domain.area import rule_of
from bot.domain.hours import is_open, local_clock, next_opening, place_of
from bot.domain.message import Draft
from bot.domain.roles import Role
from bot.policy.decision import Reason
from bot.policy.facts import Facts
from bot.policy.hours import goes_at_any_hour, hours_for, zones_of


def quiet_hours(draft: Draft, facts: Facts, now: datetime) -> Iterator[Reason]:
    """Hold a text until it is day in every zone the client may be in.

    Source: 47 CFR 64.1200(c)(1), 8:00 to 21:00 at the called party's location; the states' own hours with
    their laws in ``domain/data/state_rules.csv``.
    """
    week = hours_for(facts)
    zones = zones_of(facts)
    if week is None or goes_at_any_hour(draft, facts, now) or is_open(zones, week, now):
        return
    until = next_opening(zones, week, now)
    if until is None:
        yield Reason(
            "no_hours",
            f"There is no hour at which texts may go to {facts.client_name}.",
            "An admin can change the quiet hours with `/messaging settings`, or set the client's time zone.",
            overridable_by=Role.MANAGER,
        )
        return
    yield Reason(
        "quiet_hours",
        _why(facts, zones, now),
        f"It goes by itself at {local_clock(until, zones[0])}.",
        until=until,
        overridable_by=Role.MANAGER,
        lasting="Texts to clients go by day only.",
    )


def _why(facts: Facts, zones: tuple[str, ...], now: datetime) -> str:
    state = rule_of(facts.state) if facts.settings.quiet.state_rules else None
    law = f" The law of {state.state} is stricter than most." if state else ""
    if len(zones) == 1:
        is_then = "It is then" if facts.is_ahead else "It is"
        return (
            f"{is_then} {local_clock(now, zones[0])} for {facts.client_name}, "
            f"outside the hours for texts.{law}"
        )
    places = ", ".join(place_of(zone) for zone in zones[:3]) + (" and more" if len(zones) > 3 else "")
    return (
        f"The number of {facts.client_name} fits several time zones ({places}), "
        f"and it must be day in all of them.{law}"
    )
