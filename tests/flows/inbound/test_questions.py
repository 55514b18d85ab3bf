"""INFO, STATUS and HELP: answered from templates, bounded, and never to somebody who has opted out."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.domain.channel import Channel
from bot.domain.settings import KeywordAnswers
from bot.domain.thread import InboundPost
from bot.storage.tables import clients, conversations
from tests.flows.harness import Team
from tests.flows.occasions.calendar import appointment, have
from tests.flows.occasions.changes import cancel
from tests.support.world import inbound

CONTACT = KeywordAnswers(phone="+12025550111", email="hello@harbor.example")
DAY = datetime(2026, 11, 27, 15, tzinfo=UTC)


async def _ask(team: Team, word: str, sid: str, **more: object) -> None:
    asked = inbound(word, sid, channel=Channel.WHATSAPP, **more)  # type: ignore[arg-type]
    await team.hear(replace(asked, received_at=team.clock.now()))
    await team.work()


def _note(team: Team) -> str:
    note: str = team.posts(InboundPost)[-1].keyword_note
    return note


async def _unanswered(team: Team) -> bool:
    return (await team.rows(conversations))[0].unanswered_since is not None


async def test_info_gives_the_contact(team: Team) -> None:
    await team.meet("Jane Doe")
    await team.decide(answers=CONTACT)
    await _ask(team, "Info!", "SM1")
    assert team.sent == [
        "Harbor Clinic: write here and our team answers. Call +1 202-555-0111. Email hello@harbor.example."
    ]
    assert _note(team) == "Jane Doe asked for information; we sent the automatic answer."
    assert not await _unanswered(team)


async def test_help_gives_the_contact_and_how_to_stop(team: Team) -> None:
    await team.decide(answers=CONTACT)
    await _ask(team, "HELP", "SM1")
    assert team.sent[0].endswith("Email hello@harbor.example. Reply STOP to opt out.")


@pytest.mark.parametrize(
    ("at", "columns", "says"),
    [
        (
            DAY,
            {"last_order": "No. 7"},
            "Harbor Clinic: your next appointment is on Friday, Nov 27, 2026 at 10:00 AM (New York time), "
            "Main St 1.",
        ),
        (
            DAY,
            {"time_zone": "Europe/Berlin"},
            "Harbor Clinic: your next appointment is on Friday, Nov 27, 2026 at 4:00 PM (Berlin time), "
            "Main St 1.",
        ),
        (None, {"last_order": "No. 7"}, "Harbor Clinic: your last order: No. 7"),
        (None, {}, "Harbor Clinic: nothing is planned for you at the moment."),
    ],
)
async def test_status_gives_the_next_appointment_or_the_last_order(
    team: Team, at: datetime | None, columns: dict[str, object], says: str
) -> None:
    client_id = await team.meet("Jane Doe")
    if at:
        await have(team, appointment(at))
    if columns:
        await team.change(clients, client_id, **columns)
    await team.decide(answers=KeywordAnswers(phone="+12025550111"))
    await _ask(team, "status", "SM1")
    assert team.sent == [f"{says} Questions? Call +1 202-555-0111."]


@pytest.mark.parametrize(
    ("language", "says"),
    [
        (
            "es",
            "Harbor Clinic: su próxima cita es el viernes, 27 de noviembre de 2026 a las 10:00 (hora de "
            "Nueva York), Main St 1. ¿Preguntas? Escriba aquí.",
        ),
        (
            "de",
            "Harbor Clinic: Ihr nächster Termin ist am Freitag, 27. November 2026 um 10:00 (Ortszeit New "
            "York), Main St 1. Fragen? Schreiben Sie hier.",
        ),
        # It is in English as a whole where there are no words of ours in the client's language.
        (
            "ja",
            "Harbor Clinic: your next appointment is on Friday, Nov 27, 2026 at 10:00 AM (New York time), "
            "Main St 1. Questions? Write here.",
        ),
    ],
)
async def test_status_is_answered_in_the_client_s_language(team: Team, language: str, says: str) -> None:
    client_id = await team.meet("Jane Doe")
    await have(team, appointment(DAY))
    await team.change(clients, client_id, language=language)
    await _ask(team, "STATUS", "SM1")
    assert team.sent == [says]


async def test_an_appointment_that_is_called_off_is_not_the_next_one(team: Team) -> None:
    done = await have(team, appointment(DAY))
    await have(team, appointment(DAY.replace(day=30)))
    await cancel(team.ctx, team.workspace_id, done.occasion.id, "U1")
    await _ask(team, "STATUS", "SM1")
    assert "Monday, Nov 30, 2026" in team.sent[-1]


async def test_the_admins_own_words_may_ask_for_the_language(team: Team) -> None:
    client_id = await team.meet("Jane Doe")
    await team.change(clients, client_id, language="es")
    own = "{% if language == 'es' %}Hola {{ first_name }}{% else %}Hi{% endif %}"
    await team.decide(answers=KeywordAnswers(info=own))
    await _ask(team, "INFO", "SM1")
    assert team.sent == ["Hola Jane"]


async def test_the_admins_own_words_and_the_standard_ones_where_a_value_is_missing(team: Team) -> None:
    await team.meet("Jane Doe")
    own = KeywordAnswers(info="Hi {{ first_name }}, it is us.", status="{{ first_name }}: {{ last_order }}")
    await team.decide(answers=own)
    await _ask(team, "INFO", "SM1")
    await team.wait(minutes=2)
    await _ask(team, "STATUS", "SM2")
    assert team.sent == [
        "Hi Jane, it is us.",
        "Harbor Clinic: nothing is planned for you at the moment. Questions? Write here.",
    ]


async def test_info_that_the_carrier_answered_is_not_answered_again(team: Team) -> None:
    await _ask(team, "INFO", "SM1", answered_by_provider=True)
    assert team.sent == []
    assert "the carrier sent the automatic answer" in _note(team)


async def test_a_question_is_answered_once_a_minute(team: Team) -> None:
    await _ask(team, "INFO", "SM1")
    await _ask(team, "STATUS", "SM2")
    assert len(team.sent) == 1
    assert "a moment ago" in _note(team)
    assert not await _unanswered(team)
    await team.wait(minutes=2)
    await _ask(team, "STATUS", "SM3")
    assert len(team.sent) == 2


async def test_two_programs_that_answer_each_other_stop_and_a_person_is_told(team: Team) -> None:
    for count in range(7):
        await _ask(team, "HELP", f"SM{count}")
        await team.wait(minutes=2)
    assert len(team.sent) == 5
    assert "may be another program" in _note(team)
    await _ask(team, "INFO", "SM9")
    assert await _unanswered(team)
    await team.wait(hours=2)
    await _ask(team, "INFO", "SM10")
    assert len(team.sent) == 6


async def test_who_has_opted_out_gets_no_answer_but_to_help(team: Team) -> None:
    await team.meet("Jane Doe")
    await team.opt_out(channel=Channel.WHATSAPP)
    await _ask(team, "INFO", "SM1")
    assert team.sent == []
    assert "nothing was answered: Jane Doe opted out of WhatsApp" in _note(team)
    assert await _unanswered(team)
    await _ask(team, "HELP", "SM2")
    assert len(team.sent) == 1


async def test_a_sentence_with_such_a_word_is_for_the_team(team: Team) -> None:
    await _ask(team, "What is the status of my order?", "SM1")
    assert team.sent == []
    assert await _unanswered(team)


async def test_without_a_sender_the_question_waits_for_a_person(team: Team) -> None:
    mute = team.with_context(senders=())
    await _ask(mute, "STATUS", "SM1")
    assert "no sender is set up" in _note(mute)
    assert await _unanswered(mute)
