"""What is typed behind a slash command: who it is for, and what is left as the text."""

import pytest

from bot.domain.channel import Channel
from bot.flows.outbound.prefill import Prefill, prefill
from tests.flows.harness import JANE, Team


async def _read(team: Team, typed: str) -> tuple[str | None, str | None, str]:
    found = await prefill(team.ctx, team.workspace_id, typed, Channel.SMS)
    return found.client.name if found.client else None, found.new_number, found.body


async def _is_several(team: Team, typed: str) -> bool:
    return (await prefill(team.ctx, team.workspace_id, typed, Channel.SMS)).is_several


@pytest.fixture
async def known(team: Team) -> Team:
    """A team that knows a few people."""
    await team.meet("Jane Doe")
    await team.meet("Zoë van der Berg", "+12025550166")
    await team.meet("Ann", "+12025550167")
    return team


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("", (None, None, "")),
        ("   ", (None, None, "")),
        ("Jane Doe Hello", ("Jane Doe", None, "Hello")),
        ("jane doe, Hello there", ("Jane Doe", None, "Hello there")),
        ("Jane Doe", ("Jane Doe", None, "")),
        ("Jane: Hello", ("Jane Doe", None, "Hello")),
        ("zoe VAN der berg Hi", ("Zoë van der Berg", None, "Hi")),
        ("Ann Hello", ("Ann", None, "Hello")),
        ("Jane Doe line one\n  line two", ("Jane Doe", None, "line one\n  line two")),
        (f"{JANE} Hello", ("Jane Doe", None, "Hello")),
        ("(212) 555-0123 Hello", ("Jane Doe", None, "Hello")),
        ("+1 212 555 0123 Hello", ("Jane Doe", None, "Hello")),
        ("+1 202 555 0188 Hello 5", (None, "+12025550188", "Hello 5")),
        ("202-555-0188 See you at 9", (None, "+12025550188", "See you at 9")),
        ("+44 7400 123456 Hi", (None, "+447400123456", "Hi")),
        ("Nobody we know Hello", (None, None, "Nobody we know Hello")),
        ("{{7*7}} <!channel>", (None, None, "{{7*7}} <!channel>")),
        ("100% sure", (None, None, "100% sure")),
    ],
)
async def test_what_was_typed_is_read(
    known: Team, typed: str, expected: tuple[str | None, str | None, str]
) -> None:
    assert await _read(known, typed) == expected


@pytest.mark.parametrize("typed", ["+1 202 555 01 Hello", "12345678901234567890 Hello", "+999 12345678"])
async def test_a_number_that_cannot_be_one_stays_as_the_text_and_is_explained(team: Team, typed: str) -> None:
    found = await prefill(team.ctx, team.workspace_id, typed, Channel.SMS)
    assert (found.client, found.new_number, found.body) == (None, None, typed)
    assert found.problem


async def test_of_two_clients_of_one_name_neither_is_guessed(known: Team) -> None:
    await known.meet("Jane Doe", "+12025550155")
    assert await _read(known, "Jane Doe Hello") == (None, None, "Hello")
    assert await _is_several(known, "Jane Doe Hello")


async def test_of_two_clients_of_one_first_name_neither_is_guessed(known: Team) -> None:
    await known.meet("Jane Roe", "+12025550155")
    assert await _read(known, "Jane Hello") == (None, None, "Jane Hello")
    assert await _is_several(known, "Jane Hello")


@pytest.mark.parametrize("typed", ["", "Nobody Hello", "Jane Hello", "+1 202 555 01 Hello", f"{JANE} Hello"])
async def test_nobody_and_one_are_not_several(known: Team, typed: str) -> None:
    assert not await _is_several(known, typed)


async def test_a_very_long_text_is_kept_whole(known: Team) -> None:
    assert await _read(known, "Jane Doe " + "word " * 900) == ("Jane Doe", None, ("word " * 900).rstrip())


async def test_nothing_typed_is_an_empty_form(team: Team) -> None:
    assert await prefill(team.ctx, team.workspace_id, "", Channel.WHATSAPP) == Prefill()
