"""The pages of the settings by their name, in the order of the menu."""

from bot.slack.settings import (
    answers,
    budget,
    channel,
    consent,
    content,
    default_role,
    frequency,
    inbox,
    numbers,
    opt_in,
    presence,
    prices,
    quiet_hours,
    routing,
    sensitive,
    teams,
    texting,
    time_zone,
)
from bot.slack.settings.page import Page

PAGES: dict[str, Page] = {
    "quiet_hours": quiet_hours.PAGE,
    "frequency": frequency.PAGE,
    "consent": consent.PAGE,
    "opt_in": opt_in.PAGE,
    "content": content.PAGE,
    "sensitive": sensitive.PAGE,
    "budget": budget.PAGE,
    "teams": teams.PAGE,
    "prices": prices.PAGE,
    "numbers": numbers.PAGE,
    "inbox": inbox.PAGE,
    "routing": routing.PAGE,
    "texting": texting.PAGE,
    "answers": answers.PAGE,
    "presence": presence.PAGE,
    "channel": channel.PAGE,
    "time_zone": time_zone.PAGE,
    "default_role": default_role.PAGE,
}
