"""What HELP, INFO and STATUS are answered, and what says that nobody reads: templates with their values."""

from datetime import datetime
from typing import assert_never
from zoneinfo import ZoneInfo

from bot.domain.client import Client
from bot.domain.keywords import Keyword
from bot.domain.phone import display, time_zones
from bot.domain.settings import KeywordAnswers, WorkspaceSettings
from bot.domain.waiting import shared_zone
from bot.domain.zones import zone_of
from bot.templating.render import BadTemplate, render
from bot.templating.variables import SAMPLES, Value

_CONTACT = (
    "{% if company_phone %} Call {{ company_phone }}.{% endif %}"
    "{% if company_email %} Email {{ company_email }}.{% endif %}"
)
HELP = f"{{{{ company_name }}}}: write here and our team answers.{_CONTACT} Reply STOP to opt out."
INFO = f"{{{{ company_name }}}}: write here and our team answers.{_CONTACT}"
STATUS = (
    "{{ company_name }}: "
    "{% if appointment_date %}your next appointment is on {{ appointment_date|date }} "
    "at {{ appointment_date|time }}."
    "{% elif last_order %}your last order: {{ last_order }}"
    "{% else %}nothing is planned for you at the moment.{% endif %}"
    "{% if company_phone %} Questions? Call {{ company_phone }}.{% else %} Questions? Write here.{% endif %}"
)
NOBODY_READS = (
    "{{ company_name }}: nobody reads texts to this number."
    "{% if company_phone %} Please call {{ company_phone }}.{% endif %}"
    "{% if company_email %} Email {{ company_email }}.{% endif %}"
)


def template_of(word: Keyword, answers: KeywordAnswers) -> tuple[str, str]:
    """The admins' template for HELP, INFO or STATUS, and the one that comes with the program."""
    if word is Keyword.HELP:
        return answers.help, HELP
    if word is Keyword.INFO:
        return answers.info, INFO
    if word is Keyword.STATUS:
        return answers.status, STATUS
    if word is Keyword.STOP or word is Keyword.START:
        raise ValueError(f"{word} is not answered by a template.")
    assert_never(word)


def filled_in(own: str, standard: str, values: dict[str, Value | None]) -> str:
    """The admins' own template; where there is none, or a value it needs is missing, the standard one."""
    if own.strip():
        try:
            rendered = render(own, values)
        except BadTemplate:
            rendered = None  # Stored by an older version that allowed more.
        if rendered and not rendered.unresolved and rendered.text:
            return rendered.text
    return render(standard, values).text


def values_for(
    settings: WorkspaceSettings, us: str, client: Client, number: str, sender: str, now: datetime
) -> dict[str, Value | None]:
    """What the templates may name, for a client with this number and a sender of ours."""
    return {
        "client_name": client.name,
        "first_name": client.name.split(" ")[0],
        "company_name": us,
        "company_phone": display(settings.answers.phone),
        "company_email": settings.answers.email,
        "appointment_date": _appointment(settings, client, number, now),
        "last_order": client.last_order,
        "sender": display(sender),
    }


def _appointment(settings: WorkspaceSettings, client: Client, number: str, now: datetime) -> datetime | None:
    """The next appointment on the client's own clock; where nobody knows that, on the team's."""
    at = client.next_appointment_at
    if at is None or at < now:
        return None
    zones = (client.time_zone,) if client.time_zone else time_zones(number)
    theirs = shared_zone(zones, at)
    return at.astimezone(ZoneInfo(theirs) if theirs else zone_of(settings.time_zone))


def sample_answer(word: Keyword, typed: KeywordAnswers) -> str:
    """What somebody called Jane would be answered, or what is wrong with the admins' template."""
    own, standard = template_of(word, typed)
    given = {"company_phone": typed.phone, "company_email": typed.email}
    values = SAMPLES | {name: value for name, value in given.items() if value.strip()}
    try:
        return render(own.strip() or standard, values).text or "Nothing"
    except BadTemplate as bad:
        return str(bad)
