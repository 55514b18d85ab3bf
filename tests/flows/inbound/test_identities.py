"""WhatsApp identities: whose a text is without a number, and what happens when a number changes."""

import asyncio
from dataclasses import replace
from typing import Any

import pytest

from bot.domain.channel import Channel
from bot.domain.consent import ConsentState
from bot.domain.events import InboundText
from bot.domain.extras import Extras, Reacted
from bot.domain.message import Direction
from bot.domain.roles import Role
from bot.domain.settings import ConsentRules, SenderTexting, Texting
from bot.domain.thread import InboundPost, PerhapsSamePost, ReactionPost, SystemPost
from bot.flows.clients.addresses import remove, use_first
from bot.flows.clients.merge.preview import Preview, preview
from bot.storage.tables import conversations
from tests.flows.harness import JANE, Team
from tests.support.world import OUR_WHATSAPP, inbound

IDENTITY, NEW_IDENTITY = "US.13491208655302741918", "US.20000000000000000001"
NEW = "+12125550188"
OMAR = "+12025550177"


def wrote(
    body: str, sid: str, sender: str = JANE, identity: str = IDENTITY, profile: str = "Jane", **more: Any
) -> InboundText:
    return inbound(
        body,
        sid,
        sender=sender,
        channel=Channel.WHATSAPP,
        identity="" if sender == identity else identity,
        profile_name=profile,
        **more,
    )


def moved(sid: str, to: str, sender: str = JANE) -> InboundText:
    return inbound("", sid, sender=sender, channel=Channel.WHATSAPP, extras=Extras(moved_to=to))


async def addresses(team: Team, value: str = JANE) -> list[str]:
    """The addresses of whoever has this one, the first one used first."""
    async with team.ctx.store.read(team.workspace_id) as uow:
        owner = (await uow.clients.by_addresses([value]))[value]
        client = await uow.clients.get(owner.client_id)
    assert client
    return [address.value for address in client.addresses]


def lines(team: Team) -> list[str]:
    return [post.text for post in team.posts(SystemPost)]


async def test_an_identity_beside_a_number_is_another_address_of_the_client(team: Team) -> None:
    await team.meet("Jane Doe")
    await team.hear(wrote("Hi", "SM1"))
    await team.work()
    assert await addresses(team) == [JANE, IDENTITY]
    assert lines(team) == []


async def test_who_hides_the_number_later_writes_into_the_same_thread(team: Team) -> None:
    await team.meet("Jane Doe")
    await team.hear(wrote("Hi", "SM1"))
    await team.hear(wrote("It is me", "SM2", sender=IDENTITY))
    await team.work()
    assert [(post.client_name, post.body) for post in team.posts(InboundPost)] == [
        ("Jane Doe", "Hi"),
        ("Jane Doe", "It is me"),
    ]
    assert len(await team.rows(conversations)) == 1
    await team.reply("Hello Jane")
    await team.wait(seconds=10)
    assert [message.to for message in team.provider.sent] == [IDENTITY]


async def test_an_unknown_identity_becomes_a_lead_by_its_profile_s_name(team: Team) -> None:
    await team.hear(wrote("Hi", "SM1", sender=IDENTITY, profile="Ann Lee"))
    await team.work()
    assert [(row.name, row.is_lead) for row in await team.clients()] == [("Ann Lee", True)]
    assert await addresses(team, IDENTITY) == [IDENTITY]


async def test_a_stranger_s_number_and_identity_are_one_lead(team: Team) -> None:
    await team.hear(wrote("Hi", "SM1"), wrote("Hi again", "SM2"), wrote("Me too", "SM3", sender=IDENTITY))
    assert len(await team.clients()) == 1
    assert await addresses(team) == [JANE, IDENTITY]


async def test_a_number_that_is_shown_at_last_is_told(team: Team) -> None:
    await team.hear(wrote("Hi", "SM1", sender=IDENTITY))
    await team.hear(wrote("Call me", "SM2"))
    await team.work()
    assert len(await team.clients()) == 1
    assert await addresses(team) == [JANE, IDENTITY]
    assert lines(team) == ["Jane's number is +1 212-555-0123: WhatsApp has told it for the first time."]


async def test_a_known_identity_that_writes_from_another_number_has_moved(team: Team) -> None:
    await team.meet("Jane Doe")
    await team.hear(wrote("Hi", "SM1"))
    await team.hear(wrote("New phone", "SM2", sender=NEW))
    await team.work()
    assert await addresses(team) == [NEW, JANE, IDENTITY]
    assert lines(team) == [
        "Jane Doe's number on WhatsApp is now +1 212-555-0188. It is used first from now on; the old number "
        "is kept, with the consent that was given for it."
    ]
    # The line stands above the words.
    kinds = [type(post) for post in team.posts()]
    assert kinds[-2:] == [SystemPost, InboundPost]
    await team.hear(wrote("Still me", "SM3", sender=NEW))
    await team.work()
    assert len(lines(team)) == 1


async def test_whatsapp_s_word_of_a_new_number_is_a_line_and_no_message(team: Team) -> None:
    await team.meet("Jane Doe")
    await team.hear(wrote("Hi", "SM1"))
    await team.work()
    await team.reply("Hello")
    await team.work()
    await team.hear(moved("SM2", NEW))
    await team.work()
    assert await addresses(team) == [NEW, JANE, IDENTITY]
    assert len(lines(team)) == 1
    assert [post.body for post in team.posts(InboundPost)] == ["Hi"]
    [row] = await team.rows(conversations)
    assert row.unanswered_since is None
    # An answer goes where the client is now.
    await team.reply("See you", "9.2")
    await team.work()
    latest = (await team.messages())[-1]
    assert (latest.direction, latest.to) == (Direction.OUT, NEW)


async def test_a_new_identity_is_told_too(team: Team) -> None:
    await team.meet("Jane Doe")
    await team.hear(wrote("Hi", "SM1"), moved("SM2", NEW_IDENTITY))
    await team.work()
    assert (await addresses(team))[0] == NEW_IDENTITY
    assert lines(team) == [
        "Jane Doe has another account on WhatsApp now: WhatsApp US.20000000000000000001. Texts by WhatsApp "
        "go there from now on."
    ]


async def test_the_word_of_a_move_met_again_changes_nothing(team: Team) -> None:
    client_id = await team.meet("Jane Doe")
    await team.promote("U1", Role.ADMIN)
    await team.hear(wrote("Hi", "SM1"), moved("SM2", NEW))
    async with team.ctx.store.read(team.workspace_id) as uow:
        old = (await uow.clients.by_addresses([JANE]))[JANE]
    await use_first(team.ctx, team.workspace_id, "U1", client_id, old.address_id)
    await team.hear(moved("SM2", NEW))
    await team.work()
    assert (await addresses(team))[0] == JANE
    assert len(lines(team)) == 1


async def test_a_move_of_somebody_who_never_wrote_is_nobodys_business(team: Team) -> None:
    await team.hear(moved("SM1", NEW))
    await team.work()
    assert await team.clients() == []
    assert await team.messages() == []


async def test_a_new_number_undoes_no_opt_out(team: Team) -> None:
    await team.meet("Jane Doe")
    await team.hear(wrote("Hi", "SM1"))
    await team.opt_out(channel=Channel.WHATSAPP)
    await team.hear(wrote("New phone", "SM2", sender=NEW))
    assert await team.consent(channel=Channel.WHATSAPP) is ConsentState.WITHDRAWN
    assert await team.consent(NEW, Channel.WHATSAPP) is ConsentState.WITHDRAWN
    await team.hear(wrote("START", "SM3", sender=NEW))
    assert await team.consent(NEW, Channel.WHATSAPP) is ConsentState.EXPRESS


@pytest.mark.parametrize("sender", [JANE, IDENTITY])
async def test_an_opt_out_holds_for_number_and_identity_and_so_does_its_end(team: Team, sender: str) -> None:
    await team.meet("Jane Doe")
    await team.hear(wrote("Hi", "SM1"))
    await team.hear(wrote("STOP", "SM2", sender=sender))
    states = [await team.consent(value, Channel.WHATSAPP) for value in (JANE, IDENTITY)]
    assert states == [ConsentState.WITHDRAWN] * 2
    assert await team.consent(JANE, Channel.SMS) is not ConsentState.WITHDRAWN
    await team.hear(wrote("START", "SM3", sender=IDENTITY))
    states = [await team.consent(value, Channel.WHATSAPP) for value in (JANE, IDENTITY)]
    assert states == [ConsentState.EXPRESS] * 2


async def test_where_a_stop_covers_all_an_sms_stop_reaches_the_identity_too(team: Team) -> None:
    await team.decide(consent=ConsentRules(stop_covers_all=True))
    await team.meet("Jane Doe")
    await team.hear(wrote("Hi", "SM1"))
    await team.hear(inbound("STOP", "SM2"))
    states = [await team.consent(value, Channel.WHATSAPP) for value in (JANE, IDENTITY)]
    assert states == [ConsentState.WITHDRAWN] * 2


@pytest.mark.parametrize("how", ["word", "identity"])
async def test_a_new_number_that_is_another_client_s_is_asked_about(team: Team, how: str) -> None:
    jane = await team.meet("Jane Doe")
    omar = await team.meet("Omar Haddad", OMAR)
    await team.hear(wrote("Hi", "SM1"))
    text = moved("SM2", OMAR) if how == "word" else wrote("New phone", "SM2", sender=OMAR)
    await team.hear(text)
    await team.hear(replace(text, provider_id="SM3"))
    await team.work()
    assert await addresses(team) == [JANE, IDENTITY]
    assert await addresses(team, OMAR) == [OMAR]
    assert lines(team) == []
    [question] = team.posts(PerhapsSamePost)
    assert {question.stays, question.goes} == {jane, omar}
    assert "Jane Doe" in question.text
    assert "Omar Haddad" in question.text
    await team.promote("U1", Role.ADMIN)
    seen = await preview(team.ctx, team.workspace_id, "U1", question.stays, question.goes)
    assert isinstance(seen, Preview)


async def test_a_client_with_a_name_stays_rather_than_a_lead(team: Team) -> None:
    await team.hear(wrote("Hi", "SM1", sender=IDENTITY, profile="J."))
    jane = await team.meet("Jane Doe")
    await team.hear(wrote("It is me", "SM2"))
    await team.work()
    [question] = team.posts(PerhapsSamePost)
    assert question.stays == jane


async def test_a_number_that_was_taken_off_comes_back_with_its_owner(team: Team) -> None:
    client_id = await team.meet("Jane Doe")
    await team.promote("U1", Role.ADMIN)
    await team.hear(wrote("Hi", "SM1"))
    async with team.ctx.store.read(team.workspace_id) as uow:
        old = (await uow.clients.by_addresses([JANE]))[JANE]
    await remove(team.ctx, team.workspace_id, "U1", client_id, old.address_id)
    await team.hear(wrote("Hi again", "SM2"))
    assert len(await team.clients()) == 1
    assert set(await addresses(team)) == {JANE, IDENTITY}


async def test_who_is_muted_moves_without_a_word(team: Team) -> None:
    client_id = await team.meet("Jane Doe")
    await team.hear(wrote("Hi", "SM1"))
    async with team.ctx.store.write(team.workspace_id) as uow:
        await uow.clients.change(client_id, is_spam=True)
    await team.work()
    posts = len(team.posts())
    await team.hear(wrote("New phone", "SM2", sender=NEW))
    await team.work()
    assert NEW in await addresses(team)
    assert len(team.posts()) == posts


async def test_a_sender_that_nobody_reads_opens_no_thread_for_a_move(team: Team) -> None:
    await team.decide(texting=(SenderTexting(Channel.WHATSAPP, OUR_WHATSAPP, Texting.SILENT),))
    await team.meet("Jane Doe")
    await team.hear(wrote("Hi", "SM1"), wrote("New phone", "SM2", sender=NEW))
    await team.work()
    assert await addresses(team) == [NEW, JANE, IDENTITY]
    assert team.slack.posts == []


async def test_an_identity_reacts_in_its_client_s_thread(team: Team) -> None:
    await team.meet("Jane Doe")
    await team.hear(wrote("Hi", "SM1"))
    heart = replace(wrote("", "SM2", sender=IDENTITY), extras=Extras(reacted=Reacted("SM1", "❤️")))
    await team.hear(heart)
    await team.work()
    [line] = team.posts(ReactionPost)
    assert (line.client_name, line.quoted.is_ours) == ("Jane Doe", False)


async def test_two_texts_at_once_make_one_lead(team: Team) -> None:
    await asyncio.gather(
        team.hear(wrote("Hi", "SM1")),
        team.hear(wrote("Hi again", "SM2")),
    )
    await team.work()
    assert len(await team.clients()) == 1
    assert set(await addresses(team)) == {JANE, IDENTITY}
    assert len(team.posts(InboundPost)) == 2


async def test_two_moves_at_once_are_told_once(team: Team) -> None:
    await team.meet("Jane Doe")
    await team.hear(wrote("Hi", "SM1"))
    await asyncio.gather(
        team.hear(wrote("New phone", "SM2", sender=NEW)),
        team.hear(moved("SM3", NEW)),
        team.hear(wrote("Hello?", "SM4", sender=NEW)),
    )
    await team.work()
    assert await addresses(team) == [NEW, JANE, IDENTITY]
    assert len(lines(team)) == 1
    assert len(await team.clients()) == 1


async def test_two_clients_cannot_both_get_an_identity(team: Team) -> None:
    await team.meet("Jane Doe")
    await team.meet("Omar Haddad", OMAR)
    await asyncio.gather(
        team.hear(wrote("Hi", "SM1")),
        team.hear(wrote("Hi", "SM2", sender=OMAR)),
    )
    await team.work()
    owned = [IDENTITY in await addresses(team, JANE), IDENTITY in await addresses(team, OMAR)]
    assert sorted(owned) == [False, True]
    assert len(team.posts(PerhapsSamePost)) == 1
