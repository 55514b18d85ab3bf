"""Every measure by its name, in the order of the table."""

from tests.benchmarks.measures import (
    claims,
    dispatch,
    growth,
    minute,
    reminders,
    rules,
    search,
    slack_events,
    startup,
    templates,
    twilio,
)
from tests.benchmarks.plan import Measure

MEASURES: dict[str, Measure] = {
    "status": twilio.status_webhook,
    "inbound": twilio.inbound_webhook,
    "slack": slack_events.slack_event,
    "dispatch": dispatch.dispatch,
    "rules": rules.rules,
    "templates": templates.templates,
    "claims": claims.claims,
    "reminders": reminders.reminders,
    "minute": minute.minute,
    "search": search.search,
    "startup": startup.startup,
    "growth": growth.growth,
}
