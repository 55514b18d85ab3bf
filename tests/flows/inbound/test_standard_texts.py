"""The answers that come with the program: whole and short in every language, whatever is known."""

from collections.abc import Mapping

import pytest

from bot.domain.languages import languages
from bot.domain.settings import KeywordAnswers
from bot.flows.inbound.standard_answers import Answering, answer_text, sample_answer, standard_text
from bot.flows.inbound.standard_texts import LANGUAGES
from bot.templating.render import problems
from bot.templating.variables import ANSWER_NAMES, SAMPLES, Value

NOTHING: Mapping[str, Value | None] = {"company_name": "Harbor Clinic"}
# Three parts of an SMS.
MOST = 459


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("answering", Answering)
def test_every_answer_is_a_template_that_settings_would_take(language: str, answering: Answering) -> None:
    assert problems(standard_text(answering, language), ANSWER_NAMES) == ()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("answering", Answering)
def test_every_answer_is_whole_with_everything_and_short(language: str, answering: Answering) -> None:
    said = answer_text(answering, KeywordAnswers(), {**SAMPLES, "language": language})
    assert said.startswith("Harbor Clinic: ")
    assert said.endswith((".", "!"))
    assert len(said) < MOST
    assert ("12 Harbor Street" in said) == (answering in {Answering.STATUS, Answering.CONFIRMED})
    assert ("STOP" in said) == (answering is Answering.HELP)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("answering", [Answering.HELP, Answering.INFO, Answering.STATUS])
def test_an_answer_is_whole_where_next_to_nothing_is_known(language: str, answering: Answering) -> None:
    said = answer_text(answering, KeywordAnswers(), {**NOTHING, "language": language})
    assert said.startswith("Harbor Clinic: ")
    assert "  " not in said


def test_each_language_has_texts_of_its_own() -> None:
    for answering in Answering:
        assert len({standard_text(answering, language) for language in LANGUAGES}) == len(LANGUAGES)


def test_other_languages_are_answered_in_english_as_a_whole() -> None:
    english = answer_text(Answering.STATUS, KeywordAnswers(), {**SAMPLES, "language": "en"})
    for language in languages().keys() - set(LANGUAGES):
        assert answer_text(Answering.STATUS, KeywordAnswers(), {**SAMPLES, "language": language}) == english


def test_the_team_s_own_words_win_unless_a_value_is_missing() -> None:
    own = KeywordAnswers(confirmed="{{ first_name }}, {{ appointment_date|weekday }}!")
    assert answer_text(Answering.CONFIRMED, own, {**SAMPLES, "language": "es"}) == "Jane, viernes!"
    nobody = {**SAMPLES, "first_name": "", "language": "es"}
    assert answer_text(Answering.CONFIRMED, own, nobody).startswith("Harbor Clinic: gracias")
    assert sample_answer(Answering.CONFIRMED, own) == "Jane, Friday!"
