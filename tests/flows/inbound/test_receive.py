"""A client wrote: whose thread it goes to, and that it goes there once."""

import pytest

from bot.domain.channel import Channel
from bot.domain.message import Direction, Media, Status
from bot.domain.thread import InboundPost
from bot.flows.inbound.people import MAX_PROFILE_NAME
from bot.storage.tables import conversations
from tests.flows.harness import JANE, Team
from tests.support.world import OUR_SMS, inbound

STRANGER = "+12025550177"


async def test_a_known_number_goes_into_its_clients_thread(team: Team) -> None:
    client_id = await team.meet("Jane Doe")
    await team.text("Hello")
    await team.work()
    await team.hear(inbound("Hi!", "SM1"))
    await team.work()
    assert [(post.client_name, post.body) for post in team.posts(InboundPost)] == [("Jane Doe", "Hi!")]
    assert {root for _, root, _, _ in team.slack.posts if root} == set(team.slack.roots)
    assert [message.client_id for message in await team.messages()] == [client_id, client_id]


async def test_an_inbound_text_is_kept_with_all_that_is_known_of_it(team: Team) -> None:
    await team.meet("Jane Doe")
    media = (Media("https://api.example/1", "image/png"), Media("https://api.example/2", "text/x-vcard"))
    await team.hear(inbound("Look", "SM1", channel=Channel.MMS, media=media))
    message = await team.message()
    assert (message.direction, message.status) == (Direction.IN, Status.RECEIVED)
    assert (message.channel, message.sender, message.to) == (Channel.MMS, OUR_SMS, JANE)
    assert (message.body, message.provider_id, message.media) == ("Look", "SM1", media)


async def test_media_is_listed_in_the_thread(team: Team) -> None:
    media = (Media("https://api.example/1", "image/png"),)
    await team.hear(inbound("", "SM1", channel=Channel.MMS, media=media))
    await team.work()
    assert [post.media for post in team.posts(InboundPost)] == [media]


async def test_an_unknown_number_becomes_a_lead_with_a_thread_of_its_own(team: Team) -> None:
    await team.meet("Jane Doe")
    await team.hear(inbound("Hi", "SM1"), inbound("Who are you?", "SM2", sender=STRANGER))
    await team.work()
    lead = [row for row in await team.clients() if row.is_lead]
    assert [row.name for row in lead] == ["+1 202-555-0177"]
    assert len(team.slack.roots) == 2
    assert len({root for _, root, _, _ in team.slack.posts if root}) == 2


async def test_a_whatsapp_leads_name_is_the_profiles_in_one_line(team: Team) -> None:
    await team.hear(inbound("Hi", "SM1", channel=Channel.WHATSAPP, profile_name="  Ann\n\t Lee "))
    assert [row.name for row in await team.clients()] == ["Ann Lee"]


@pytest.mark.parametrize("profile", [None, "", " \n "])
async def test_without_a_profile_name_a_lead_is_called_by_its_number(team: Team, profile: str | None) -> None:
    await team.hear(inbound("Hi", "SM1", profile_name=profile))
    assert [row.name for row in await team.clients()] == ["+1 212-555-0123"]


async def test_a_profile_name_is_bounded(team: Team) -> None:
    await team.hear(inbound("Hi", "SM1", profile_name="x" * 5000))
    assert [row.name for row in await team.clients()] == ["x" * MAX_PROFILE_NAME]


async def test_a_profile_name_does_not_rename_a_client(team: Team) -> None:
    await team.meet("Jane Doe")
    await team.hear(inbound("Hi", "SM1", profile_name="Queen of the Seas"))
    assert [row.name for row in await team.clients()] == ["Jane Doe"]


async def test_the_same_stranger_twice_in_one_batch_is_one_lead(team: Team) -> None:
    await team.hear(inbound("One", "SM1"), inbound("Two", "SM2"))
    await team.work()
    assert len(await team.clients()) == 1
    assert len(await team.rows(conversations)) == 1
    assert [post.body for post in team.posts(InboundPost)] == ["One", "Two"]


async def test_a_text_met_twice_in_one_batch_is_one(team: Team) -> None:
    await team.hear(inbound("Hi", "SM1"), inbound("Hi", "SM1"))
    await team.work()
    assert len(await team.messages()) == 1
    assert len(team.posts(InboundPost)) == 1


async def test_a_text_met_again_later_is_one(team: Team) -> None:
    await team.hear(inbound("Hi", "SM1"))
    await team.work()
    await team.hear(inbound("Hi", "SM1"), inbound("And more", "SM2"))
    await team.work()
    assert [post.body for post in team.posts(InboundPost)] == ["Hi", "And more"]


async def test_one_clients_texts_stand_in_the_thread_in_the_order_they_came(team: Team) -> None:
    said = [f"line {number}" for number in range(12)]
    await team.hear(*(inbound(body, f"SM{index}") for index, body in enumerate(said)))
    await team.work()
    assert [post.body for post in team.posts(InboundPost)] == said


@pytest.mark.parametrize(
    "text",
    [
        "<!channel> & <@U1>",
        "{{7*7}}",
        "{% for x in y %}",
        "\U0001f600" * 1600,
        "'; DROP TABLE messages; --",
        "",
        "\\",
    ],
)
async def test_a_hostile_text_is_kept_and_shown_as_it_is(team: Team, text: str) -> None:
    await team.hear(inbound(text, "SM1", profile_name=text[:40]))
    await team.work()
    assert (await team.message()).body == text
    assert [post.body for post in team.posts(InboundPost)] == [text]


@pytest.mark.parametrize("bad", ["\x00", "\ud83d"])
async def test_what_no_database_can_hold_is_replaced_and_nothing_is_lost(team: Team, bad: str) -> None:
    await team.hear(inbound(f"a{bad}b", "SM1", profile_name=f"A{bad}nn"))
    assert (await team.message()).body == "a\ufffdb"
    assert [row.name for row in await team.clients()] == ["A\ufffdnn"]


@pytest.mark.parametrize("sender", ["72345", "+88888888888888888", "US.13491234567890123"])
async def test_a_sender_that_is_no_phone_number_is_heard_all_the_same(team: Team, sender: str) -> None:
    await team.hear(inbound("HELP", "SM1", sender=sender))
    await team.work()
    assert [post.body for post in team.posts(InboundPost)] == ["HELP"]
