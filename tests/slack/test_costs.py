"""``/messaging costs`` in Slack: the report, its refusal, and the picture by the new way of uploading."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.domain.channel import Channel
from bot.domain.money import Money
from bot.domain.roles import Role
from bot.domain.thread import SharedFile
from bot.flows.reports.costs import Cost, CostReport, Month, Sent
from bot.policy.facts import BudgetState
from bot.ports import PostFailed, PostProblem
from bot.sandbox.slack.blocks import checked_message_blocks
from bot.slack.blocks.costs import costs_message
from bot.slack.listeners.commands.messaging import costs
from bot.slack.threads import SlackThreads
from bot.storage.repositories.roles import Grant
from tests.slack.conftest import MAYA, SAM, Build, World

WORDS = "Bars: October $1 & November $2."
PICTURE = SharedFile("costs.png", b"\x89PNG bytes", WORDS, "Messaging costs", WORDS)


@dataclass
class Ack:
    """Remembers what was answered."""

    answers: list[dict[str, Any]] = field(default_factory=list)

    async def __call__(self, **answer: Any) -> None:
        self.answers.append(answer)


async def typed(world: World, rest: str = "", user: str = MAYA) -> dict[str, Any]:
    """The answer to the command."""
    ack = Ack()
    await costs.handle(world.deps, {"user_id": user}, ack, rest)  # type: ignore[arg-type]
    [answer] = ack.answers
    assert answer["response_type"] == "ephemeral"
    return answer


async def promote(world: World) -> None:
    async with world.ctx.store.write(world.deps.workspace_id) as uow:
        await uow.roles.grant(Grant(MAYA, Role.MANAGER, None, datetime.now(UTC)))


async def test_who_may_not_see_costs_is_told_so(world: World) -> None:
    answer = await typed(world, user=SAM)
    assert "it takes a manager" in answer["text"]
    assert "blocks" not in answer


async def test_an_empty_workspace_has_a_report_that_says_what_to_expect(world: World) -> None:
    await promote(world)
    answer = await typed(world)
    assert "nothing sent" in answer["text"]
    assert "as soon as the first text goes" in str(answer["blocks"])


@pytest.mark.parametrize("rest", ["twelve", "0", "25", "-1", "1.5", "999999999", "²"])
async def test_what_is_no_number_of_months_is_explained(world: World, rest: str) -> None:
    answer = await typed(world, rest)
    assert answer["text"].startswith("Type /messaging costs")


async def test_a_picture_is_shared_in_the_direct_messages_with_words(world: World) -> None:
    await SlackThreads(world.client).send_file(MAYA, PICTURE)
    direct = world.slack.people.direct_channel(MAYA)
    [shared] = world.slack.workspace.messages(direct)
    assert shared.text == "Bars: October $1 &amp; November $2."
    [file] = shared.files
    assert (file.content, file.title, file.alt_text) == (PICTURE.content, PICTURE.title, PICTURE.alt)


async def test_without_the_scope_nothing_is_sent(build: Build) -> None:
    world = await build(without=("files:write",))
    with pytest.raises(PostFailed) as failed:
        await SlackThreads(world.client).send_file(MAYA, PICTURE)
    assert (failed.value.problem, failed.value.error) == (PostProblem.TOKEN, "missing_scope")
    assert world.calls("files.completeUploadExternal") == []


async def test_bytes_that_slack_does_not_take_are_tried_again_later(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    announce = world.client.files_getUploadURLExternal

    async def elsewhere(**arguments: Any) -> dict[str, Any]:
        answer = await announce(**arguments)
        return {"upload_url": f"{answer['upload_url']}gone", "file_id": answer["file_id"]}

    monkeypatch.setattr(world.client, "files_getUploadURLExternal", elsewhere)
    with pytest.raises(PostFailed) as failed:
        await SlackThreads(world.client).send_file(MAYA, PICTURE)
    assert (failed.value.problem, failed.value.error) == (PostProblem.RETRY, "upload_http_404")
    assert world.calls("files.completeUploadExternal") == []


def money(text: str) -> Money:
    return Money(Decimal(text))


def cost(messages: int, dollars: str, estimated: str = "0", segments: int | None = None) -> Cost:
    return Cost(messages, segments or messages, money(dollars), money(estimated))


def report(*senders: Sent, **more: Any) -> CostReport:
    november = Month("2026-11", cost(1200, "12.4", "3.1"), {Channel.SMS: cost(1200, "12.4")})
    october = Month("2026-10", cost(10, "0.079"), {Channel.SMS: cost(10, "0.079")})
    renews = datetime(2026, 12, 1, tzinfo=ZoneInfo("UTC"))
    budget = BudgetState("the workspace’s budget", money("15"), money("12.4"), renews=renews)
    return CostReport((october, november), senders, more.get("budgets", (budget,)))


def test_the_report_says_all_in_words() -> None:
    sent = Sent(Channel.SMS, "+12025550100", cost(1200, "12.4", segments=1500))
    message = costs_message(report(sent), drawn=True)
    assert len(checked_message_blocks(message.blocks)) == len(message.blocks)
    whole = str(message.blocks)
    for words in (
        "Messaging costs in November 2026",
        "*$12.40* for 1,200 messages, $3.10 of it still an estimate.",
        "SMS from +1 202-555-0100: $12.40 for 1,200 in 1,500 segments",
        "82 % used, $12.40 of $15.00 taken, $2.60 left",
        "October 2026: $0.079 for 10 messages",
        "A picture follows",
    ):
        assert words in whole, words
    assert message.text.startswith("November 2026: $12.40 for 1,200 messages")
    assert "82 % used" in message.text


def test_a_budget_that_is_overdrawn_says_by_how_much() -> None:
    over = BudgetState("the team’s budget", money("10"), money("12"), messages_limit=5, messages_taken=6)
    whole = str(costs_message(report(budgets=(over,)), drawn=False).blocks)
    assert "120 % used, $12.00 of $10.00 taken, $2.00 over it, 6 of 5 messages taken" in whole
    assert "█" * 20 in whole
    assert "pip install" in whole


def test_many_senders_and_months_stay_within_slack_s_limits() -> None:
    senders = [Sent(Channel.SMS, f"+1202555{number:04d}", cost(1, "0.01")) for number in range(500)]
    months = tuple(
        Month(f"20{year:02d}-{month:02d}", cost(10**6, "123456.78"), dict.fromkeys(Channel, cost(9, "1.23")))
        for year in (25, 26)
        for month in range(1, 13)
    )
    many = CostReport(months, tuple(senders), report().budgets * 5)
    message = costs_message(many, drawn=True)
    assert len(checked_message_blocks(message.blocks)) == len(message.blocks)
    assert "and 488 senders more" in str(message.blocks)
    assert "…" not in str(message.blocks)
