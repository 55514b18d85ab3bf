"""A provider that does not do its part is reported once a day for each cause."""

from bot.domain.failure import FailureKind
from tests.flows.harness import Team, failure
from tests.flows.money.till import limit, reports


async def fail(team: Team, count: int, kind: FailureKind, **more: str) -> None:
    """So many texts that meet this failure."""
    for number in range(count):
        team.provider.answers = [failure(kind, **more)]
        await team.text("Hello", number=f"+1212555{number:04d}")
        await team.work()


async def test_what_the_account_must_mend_is_told_once_a_day(team: Team) -> None:
    await limit(team, "100")
    await fail(team, 3, FailureKind.ACCOUNT, code="20003", help="Check the token.")
    assert await reports(team) == ["Texts through Twilio fail. It was account. Check the token."]
    team.clock.advance(days=1)
    await fail(team, 1, FailureKind.ACCOUNT, code="20003")
    await fail(team, 1, FailureKind.ACCOUNT, code="21408")
    assert len(await reports(team)) == 3


async def test_what_concerns_one_client_is_no_trouble_of_the_provider_s(team: Team) -> None:
    await limit(team, "100")
    await fail(team, 1, FailureKind.FINAL, code="30006")
    await fail(team, 1, FailureKind.WAIT, code="30022")
    assert await reports(team) == []


async def test_a_short_silence_is_not_worth_a_word_and_a_long_one_is_told(team: Team) -> None:
    await limit(team, "100")
    team.provider.answers = [failure(FailureKind.RETRY) for _ in range(7)]
    await team.text("Hello")
    for _ in range(60):
        await team.send()
        team.clock.advance(seconds=1)
    assert await reports(team) == []
    for _ in range(120):
        await team.send()
        team.clock.advance(seconds=1)
    assert [text.split(",")[0] for text in await reports(team)] == [
        "Twilio has not answered for some minutes"
    ]


async def test_being_throttled_is_not_being_away(team: Team) -> None:
    await limit(team, "100")
    team.provider.answers = [failure(FailureKind.RETRY, code="20429") for _ in range(9)]
    await team.text("Hello")
    for _ in range(100):
        await team.send()
        team.clock.advance(seconds=6)
    assert await reports(team) == []
