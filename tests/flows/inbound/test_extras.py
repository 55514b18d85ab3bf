"""What comes beside a client's words: how it is shown, and that a reaction is nothing that anybody said."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.domain.channel import WHATSAPP_WINDOW, Channel
from bot.domain.consent import ConsentState
from bot.domain.conversation import Work
from bot.domain.events import InboundText
from bot.domain.extras import Contact, Extras, Place, Pressed, Reacted
from bot.domain.message import Direction
from bot.domain.settings import DlpKind, DlpRule, SenderTexting, Texting
from bot.domain.thread import InboundPost, OptOutQuestion, Quoted, ReactionPost
from bot.flows.clients.card import load_card
from bot.flows.threads.said import summary
from bot.storage.tables import conversations
from tests.flows.harness import JANE, Team
from tests.support.world import INBOX, OUR_WHATSAPP, inbound

CARD = "4111 1111 1111 1111"
PLACE = Place(38.8977, -77.0365, "Front door")


def wrote(body: str, sid: str, **more: Any) -> InboundText:
    return inbound(body, sid, channel=Channel.WHATSAPP, extras=Extras(**more))


def reacted(sid: str, to: str, emoji: str = "👍") -> InboundText:
    return wrote("", sid, reacted=Reacted(to, emoji))


async def asked(team: Team, words: str = "Can you come at 4?") -> str:
    """Jane and the team are in touch, and the team has asked her something; the provider's id of it."""
    await team.meet("Jane Doe")
    await team.written_to(JANE)
    await team.text(words, channel=Channel.WHATSAPP)
    await team.work()
    sent = [each for each in await team.messages() if each.direction is Direction.OUT]
    assert sent[-1].provider_id
    return sent[-1].provider_id


async def last_quote(team: Team) -> Quoted | None:
    await team.work()
    quoted: Quoted | None = team.posts(InboundPost)[-1].quoted
    return quoted


async def thread(team: Team) -> Any:
    [row] = await team.rows(conversations)
    return row


async def test_all_that_came_is_kept_and_shown(team: Team) -> None:
    extras = Extras(place=PLACE, contacts=(Contact("Ann", ("+12025550111",)),), forwarded=True)
    await team.hear(replace(wrote("Here", "SM1"), extras=extras))
    await team.work()
    assert (await team.message()).extras == extras
    assert [post.extras for post in team.posts(InboundPost)] == [extras]


async def test_an_answer_quotes_our_message_with_a_link_to_it(team: Team) -> None:
    ours = await asked(team)
    await team.hear(wrote("Yes", "SM1", answers=ours))
    quoted = await last_quote(team)
    [place] = [each.slack_ts for each in await team.messages() if each.provider_id == ours]
    assert quoted == Quoted("Can you come at 4?", link=f"https://slack.test/{INBOX}/{place}")


async def test_an_answer_may_quote_the_client_s_own_message(team: Team) -> None:
    await team.hear(wrote("Blue or red?", "SM1"))
    await team.hear(wrote("That one", "SM2", answers="SM1"))
    assert await last_quote(team) == Quoted("Blue or red?", is_ours=False)


async def test_what_nobody_knows_is_an_earlier_message(team: Team) -> None:
    await team.hear(wrote("That one", "SM1", answers="SM0"))
    assert await last_quote(team) == Quoted()


async def test_nobody_else_s_words_are_quoted(team: Team) -> None:
    await team.hear(replace(wrote("My secret", "SM1"), sender="+12025550177"))
    await team.hear(wrote("That one", "SM2", answers="SM1"))
    assert await last_quote(team) == Quoted()


async def test_what_is_hidden_stays_hidden_where_it_is_quoted(team: Team) -> None:
    await team.hear(wrote(f"It is {CARD}", "SM1"))
    await team.hear(wrote("That one", "SM2", answers="SM1"))
    quoted = await last_quote(team)
    assert quoted
    assert "hidden" in quoted.excerpt
    assert "4111" not in quoted.excerpt


async def test_what_is_private_in_a_contact_or_a_button_is_not_kept(team: Team) -> None:
    contact = Contact(f"Card {CARD}", ("+12025550111",))
    text = wrote(
        CARD, "SM1", pressed=Pressed(CARD, CARD), contacts=(contact,), place=replace(PLACE, address=CARD)
    )
    await team.hear(text)
    kept = (await team.message()).extras
    assert kept == Extras(pressed=Pressed("", CARD), contacts=(Contact("", ("+12025550111",)),), place=PLACE)


async def test_a_rule_of_the_team_s_own_holds_for_them_too(team: Team) -> None:
    rule = DlpRule("Code", DlpKind.PATTERN, pattern=r"code \w+")
    await team.decide(dlp=(rule,))
    await team.hear(wrote("", "SM1", place=replace(PLACE, label="Back door, code swordfish")))
    assert (await team.message()).extras.place == replace(PLACE, label="")


async def test_a_pressed_stop_is_a_stop(team: Team) -> None:
    ours = await asked(team)
    await team.hear(wrote("STOP", "SM1", pressed=Pressed("STOP", "no-more"), answers=ours))
    assert await team.consent(channel=Channel.WHATSAPP) is ConsentState.WITHDRAWN
    await team.hear(wrote("YES", "SM2", pressed=Pressed("YES", "again")))
    assert await team.consent(channel=Channel.WHATSAPP) is ConsentState.EXPRESS


async def test_a_reaction_is_one_line_and_taken_back_another(team: Team) -> None:
    ours = await asked(team)
    await team.hear(reacted("SM1", ours))
    await team.hear(reacted("SM2", ours, emoji=""))
    await team.work()
    lines = team.posts(ReactionPost)
    assert [(line.client_name, line.emoji, line.quoted.excerpt) for line in lines] == [
        ("Jane Doe", "👍", "Can you come at 4?"),
        ("Jane Doe", "", "Can you come at 4?"),
    ]
    assert len(team.posts(InboundPost)) == 1


async def test_a_reaction_met_twice_is_one(team: Team) -> None:
    ours = await asked(team)
    await team.hear(reacted("SM1", ours), reacted("SM1", ours))
    await team.hear(reacted("SM1", ours))
    await team.work()
    assert len(team.posts(ReactionPost)) == 1


async def test_a_reaction_waits_for_no_answer_and_opens_nothing_again(team: Team) -> None:
    ours = await asked(team)
    before = await thread(team)
    await team.change(conversations, before.id, work=Work.CLOSED.value)
    await team.wait(hours=1)
    await team.hear(replace(reacted("SM1", ours), received_at=team.clock.now()))
    await team.work()
    after = await thread(team)
    assert (after.unanswered_since, after.work) == (None, "closed")
    assert after.last_message_at == before.last_message_at


async def test_a_reaction_does_not_answer_what_waits(team: Team) -> None:
    ours = await asked(team)
    await team.hear(wrote("Where is it?", "SM1"), reacted("SM2", ours))
    await team.work()
    assert (await thread(team)).unanswered_since is not None
    async with team.ctx.store.read(team.workspace_id) as uow:
        latest = await uow.messages.latest((await thread(team)).id, Direction.IN)
    assert latest
    assert latest.body == "Where is it?"


async def test_a_reaction_does_not_open_whatsapps_window(team: Team) -> None:
    ours = await asked(team)
    start = team.clock.now()
    await team.wait(hours=5)
    await team.hear(replace(reacted("SM1", ours), received_at=team.clock.now()))
    async with team.ctx.store.read(team.workspace_id) as uow:
        conversation = await uow.conversations.get((await thread(team)).id)
        card = await load_card(uow, conversation, team.clock.now()) if conversation else None
    assert card
    assert card.window_closes_at
    assert card.window_closes_at <= start + WHATSAPP_WINDOW < start + timedelta(hours=29)


@pytest.mark.parametrize("emoji", ["STOP", "START", "YES", "HELP", "stop texting me"])
async def test_a_reaction_is_no_word(team: Team, emoji: str) -> None:
    ours = await asked(team)
    before = await team.consent(channel=Channel.WHATSAPP)
    await team.hear(reacted("SM1", ours, emoji=emoji))
    await team.work()
    assert await team.consent(channel=Channel.WHATSAPP) is before
    assert team.posts(OptOutQuestion) == []
    assert team.sent == ["Can you come at 4?"]


async def test_a_reaction_to_a_sender_that_nobody_reads_is_neither_shown_nor_answered(team: Team) -> None:
    ours = await asked(team)
    await team.decide(texting=(SenderTexting(Channel.WHATSAPP, OUR_WHATSAPP, Texting.AUTO_REPLY),))
    await team.hear(reacted("SM1", ours))
    await team.work()
    assert team.posts(ReactionPost) == []
    assert team.sent == ["Can you come at 4?"]
    async with team.ctx.store.read(team.workspace_id) as uow:
        assert await uow.unshown_texts.counts() == {}


async def test_a_reaction_to_a_scheduled_thread_tells_nobody_that_the_client_wrote(team: Team) -> None:
    ours = await asked(team)
    later = team.clock.now() + timedelta(hours=2)
    await team.text("See you soon", channel=Channel.WHATSAPP, send_at=later)
    await team.work()
    posts = len(team.posts())
    await team.hear(reacted("SM1", ours))
    await team.work()
    assert len(team.posts()) == posts + 1


async def test_a_message_of_nothing_else_is_told_in_words_wherever_there_is_a_line_for_it(team: Team) -> None:
    await team.hear(wrote("", "SM1", place=PLACE))
    assert summary(await team.message()) == "(location: Front door)"
