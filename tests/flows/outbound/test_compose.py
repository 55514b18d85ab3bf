"""The compose modal: what it stores, and what it says of each field instead."""

import pytest

from bot.domain.channel import Channel
from bot.domain.message import Status
from bot.domain.roles import Role
from bot.domain.settings import FrequencyCaps
from bot.domain.thread import OutboundPost
from bot.flows.outbound.compose import MAX_NAME, Composed, ComposeRequest, Rejected, compose
from bot.ports import PostFailed, PostProblem
from bot.storage.tables import conversations
from tests.flows.harness import JANE, Team
from tests.support.world import OUR_SMS, OUR_WHATSAPP


def _request(key: str = "view:1", body: str = "Hello", **more: object) -> ComposeRequest:
    given = {"channel": Channel.SMS, "sender": OUR_SMS, "new_number": JANE} | more
    return ComposeRequest(intent_key=key, user="U1", body=body, **given)  # type: ignore[arg-type]


async def _compose(team: Team, *args: object, **more: object) -> Composed | Rejected:
    return await compose(team.ctx, team.workspace_id, _request(*args, **more))  # type: ignore[arg-type]


async def test_a_text_to_a_new_number_makes_a_client_a_thread_and_a_message(team: Team) -> None:
    composed = await _compose(team, new_name="  Jane\n Doe ")
    assert isinstance(composed, Composed)
    assert composed.client_name == "Jane Doe"
    await team.work()
    assert [(row.name, row.is_lead) for row in await team.clients()] == [("Jane Doe", False)]
    [post] = team.posts(OutboundPost)
    assert (post.user, post.channel, post.body, post.sender) == ("U1", Channel.SMS, "Hello", OUR_SMS)
    assert (await team.message(composed.message_id)).slack_ts in {ts for ts, *_ in team.slack.posts}


async def test_a_new_number_typed_as_people_do_is_read(team: Team) -> None:
    await _compose(team, new_number="(212) 555-0123")
    assert (await team.message()).to == JANE


async def test_without_a_name_a_new_client_is_called_by_the_number(team: Team) -> None:
    composed = await _compose(team, new_name="   ")
    assert isinstance(composed, Composed)
    assert composed.client_name == "+1 212-555-0123"


async def test_a_new_name_is_bounded(team: Team) -> None:
    await _compose(team, new_name="x" * 4000)
    assert [row.name for row in await team.clients()] == ["x" * MAX_NAME]


async def test_a_number_that_somebody_has_by_now_goes_to_that_client(team: Team) -> None:
    client_id = await team.meet("Jane Doe")
    composed = await _compose(team, new_name="Janet")
    assert isinstance(composed, Composed)
    assert composed.client_name == "Jane Doe"
    assert (await team.message()).client_id == client_id


async def test_a_chosen_client_gets_the_text_by_the_chosen_channel(team: Team) -> None:
    client_id = await team.meet("Jane Doe")
    await team.written_to(JANE)
    await _compose(team, client_id=client_id, new_number=None, channel=Channel.WHATSAPP, sender=OUR_WHATSAPP)
    [_, message] = await team.messages()
    assert (message.client_id, message.channel, message.sender) == (client_id, Channel.WHATSAPP, OUR_WHATSAPP)


async def test_the_same_submission_twice_is_one_message(team: Team) -> None:
    first = await _compose(team)
    assert await _compose(team) == first
    await team.work()
    assert team.sent == ["Hello"]
    assert len(team.posts(OutboundPost)) == 1


async def test_a_submission_met_again_after_an_opt_out_is_still_the_one_that_went(team: Team) -> None:
    first = await _compose(team)
    await team.opt_out()
    assert await _compose(team) == first


async def test_two_submissions_are_two_messages_in_one_thread(team: Team) -> None:
    await _compose(team, "view:1", "One")
    await _compose(team, "view:2", "Two")
    await team.work()
    assert team.sent == ["One", "Two"]
    assert [post.body for post in team.posts(OutboundPost)] == ["One", "Two"]
    assert len(team.slack.roots) == 1


async def test_space_around_the_text_is_not_sent(team: Team) -> None:
    await _compose(team, body="\n Hello\nthere \n")
    assert (await team.message()).body == "Hello\nthere"


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"new_number": None}, "client", "Choose a client"),
        ({"client_id": "0" * 26}, "client", "not there any more"),
        ({"new_number": "12"}, "client", "phone number"),
        ({"new_number": "+999 123 456 789"}, "client", "country code"),
        ({"new_number": OUR_SMS}, "client", "our own number"),
        ({"new_number": "+44 20 7946 0018"}, "client", "landline"),
        ({"body": "  "}, "body", "no text"),
        ({"body": "x" * 1601}, "body", "1,601 characters"),
        ({"channel": Channel.WHATSAPP}, "channel", "has not written to you on WhatsApp yet"),
    ],
)
async def test_what_cannot_go_is_said_at_its_field_and_leaves_nothing_behind(
    team: Team, changes: dict[str, object], field: str, words: str
) -> None:
    answer = await _compose(team, **changes)
    assert isinstance(answer, Rejected)
    assert list(answer.errors) == [field]
    assert words in answer.errors[field]
    assert (await team.clients(), await team.rows(conversations), await team.outbox()) == ([], [], [])
    assert await team.messages() == []


async def test_a_text_too_long_for_whatsapp_is_said_at_its_field(team: Team) -> None:
    await team.written_to(JANE)
    answer = await _compose(team, body="x" * 4097, channel=Channel.WHATSAPP)
    assert isinstance(answer, Rejected)
    assert list(answer.errors) == ["body"]
    assert "WhatsApp takes 4,096" in answer.errors["body"]


async def test_what_is_wrong_with_two_fields_is_said_at_both(team: Team) -> None:
    answer = await _compose(team, new_number=OUR_SMS, body="x" * 2000)
    assert isinstance(answer, Rejected)
    assert set(answer.errors) == {"client", "body"}


async def test_a_client_who_opted_out_is_refused_at_the_client(team: Team) -> None:
    await team.meet("Jane Doe")
    await team.opt_out()
    answer = await _compose(team)
    assert isinstance(answer, Rejected)
    assert answer.errors["client"].startswith("Jane Doe opted out of SMS.")
    assert (await team.messages(), await team.outbox()) == ([], [])


async def test_a_client_without_a_number_is_refused_at_the_client(team: Team) -> None:
    client_id = await team.meet("Jane Doe")
    async with team.ctx.store.write(team.workspace_id) as uow:
        await uow.connection.exec_driver_sql("DELETE FROM addresses")
    answer = await _compose(team, client_id=client_id)
    assert answer == Rejected({"client": "Jane Doe has no number. Add one with /client."})


async def test_a_channel_without_a_sender_is_refused_at_the_channel(team: Team) -> None:
    answer = await _compose(team.with_context(senders=()))
    assert answer == Rejected({"channel": "No SMS sender is set up. Ask an admin to connect one."})


async def test_a_text_is_sent_even_while_slack_takes_nothing(team: Team) -> None:
    team.slack.refuse = [PostFailed(PostProblem.RETRY, "internal_error") for _ in range(3)]
    await _compose(team)
    await team.write()
    await team.send()
    assert team.slack.posts == []
    assert team.sent == ["Hello"]
    assert await team.statuses() == [Status.ACCEPTED]


async def test_at_night_it_is_stored_and_waits_and_its_thread_and_card_say_so(team: Team) -> None:
    client_id = await team.meet("Jane Doe")
    team.clock.advance(hours=12)
    composed = await _compose(team, client_id=client_id)
    assert isinstance(composed, Composed)
    assert composed.waiting
    assert composed.waiting.there == "8:00 AM Jane Doe's time (New York, tomorrow)"
    await team.work()
    assert (await team.message()).status is Status.QUEUED
    [post] = team.posts(OutboundPost)
    [card] = team.slack.roots.values()
    for shown in (post.waiting, card.next_text):
        assert shown
        assert (shown.until, shown.there) == (composed.waiting.until, "8:00 AM Jane Doe's time (New York)")
        assert shown.why == "Texts to clients go by day only."
    await team.wait(hours=10)
    assert team.sent == ["Hello"]
    [card] = team.slack.roots.values()
    assert card.next_text is None


async def test_a_manager_sends_at_night_with_a_reason_that_the_audit_keeps(team: Team) -> None:
    await team.promote("U1", Role.MANAGER)
    team.clock.advance(hours=12)
    composed = await _compose(team, set_aside=frozenset({"quiet_hours"}), why=" She asked me to. ")
    assert isinstance(composed, Composed)
    assert composed.waiting is None
    await team.work()
    assert team.sent == ["Hello"]
    [deed] = await team.audit("overridden")
    assert (deed.actor, deed.message_id) == ("U1", composed.message_id)
    assert deed.detail == {"codes": ["quiet_hours"], "why": "She asked me to."}
    message = await team.message()
    assert message.override
    assert (message.override.role, message.override.codes) == (Role.MANAGER, {"quiet_hours"})


async def test_an_override_without_a_reason_is_asked_for_it(team: Team) -> None:
    await team.promote("U1", Role.MANAGER)
    rejected = await _compose(team, set_aside=frozenset({"quiet_hours"}), why="  ")
    assert rejected == Rejected({"why": "Say in a few words why it may go anyway."})
    assert await team.messages() == []


async def test_a_form_that_claims_an_override_gives_nobody_the_role(team: Team) -> None:
    team.clock.advance(hours=12)
    composed = await _compose(team, set_aside=frozenset({"quiet_hours"}), why="Because I say so.")
    assert isinstance(composed, Composed)
    assert composed.waiting
    await team.work()
    assert (team.sent, await team.audit("overridden")) == ([], [])


async def test_an_override_sets_nothing_aside_but_what_was_shown(team: Team) -> None:
    await team.promote("U1", Role.MANAGER)
    await team.decide(frequency=FrequencyCaps(per_day=1))
    await team.text("First")
    team.clock.advance(hours=12)
    composed = await _compose(team, "view:9", set_aside=frozenset({"quiet_hours"}), why="She asked.")
    assert isinstance(composed, Composed)
    assert composed.waiting
    assert "at most 1 text a day" in composed.waiting.why
    [deed] = await team.audit("overridden")
    assert deed.detail["codes"] == ["quiet_hours"]
