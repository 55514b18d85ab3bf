"""What a client's word is answered, and what says that nobody reads: templates with their values.

The admins' own words win; without any, or where one of their values is missing, it is the text that comes
with the program, in the client's language.
"""

from enum import StrEnum

from bot.domain.settings import KeywordAnswers
from bot.flows.inbound.standard_texts import language_of_texts, texts_in
from bot.templating.render import BadTemplate, render
from bot.templating.variables import SAMPLES, Values

NOBODY_READS = (
    "{{ company_name }}: nobody reads texts to this number."
    "{% if company_phone %} Please call {{ company_phone }}.{% endif %}"
    "{% if company_email %} Email {{ company_email }}.{% endif %}"
)


class Answering(StrEnum):
    """What is answered; the values name the admins' own templates in the settings."""

    HELP = "help"
    INFO = "info"
    STATUS = "status"
    CONFIRMED = "confirmed"


def own_text(answering: Answering, answers: KeywordAnswers) -> str:
    """The admins' own template for it; empty when there is none."""
    return str(getattr(answers, answering.value))


def standard_text(answering: Answering, language: str) -> str:
    """The template that comes with the program, for a client who speaks this language."""
    return str(getattr(texts_in(language), answering.value))


def answer_text(answering: Answering, answers: KeywordAnswers, values: Values) -> str:
    """What a client is answered who has these values."""
    language = str(values.get("language") or "")
    standard = standard_text(answering, language)
    return filled_in(own_text(answering, answers), standard, values, language_of_texts(language))


def filled_in(own: str, standard: str, values: Values, language: str = "") -> str:
    """The admins' own template; where there is none, or a value it needs is missing, the standard one, which
    is in ``language``."""
    if own.strip():
        try:
            rendered = render(own, values, language=str(values.get("language") or ""))
        except BadTemplate:
            rendered = None  # Stored by an older version that allowed more.
        if rendered and not rendered.unresolved and rendered.text:
            return rendered.text
    return render(standard, values, language=language).text


def sample_answer(answering: Answering, typed: KeywordAnswers) -> str:
    """What somebody called Jane would be answered, or what is wrong with the admins' template."""
    given = {"company_phone": typed.phone, "company_email": typed.email, "portal_url": typed.portal}
    values = SAMPLES | {name: value for name, value in given.items() if value.strip()}
    try:
        return (
            render(own_text(answering, typed).strip() or standard_text(answering, ""), values).text
            or "Nothing"
        )
    except BadTemplate as bad:
        return str(bad)
