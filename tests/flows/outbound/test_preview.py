"""What the form shows while one types: segments, the client's time, and what the gate would say."""

from zoneinfo import ZoneInfo

from bot.domain.channel import Channel
from bot.flows.outbound.preview import Preview, preview
from bot.storage.tables import clients
from tests.flows.harness import JANE, Team
from tests.support.world import OUR_SMS


async def _preview(
    team: Team,
    body: str = "Hello",
    *,
    client_id: str | None = None,
    number: str | None = None,
    channel: Channel = Channel.SMS,
) -> Preview:
    return await preview(team.ctx, team.workspace_id, client_id, number, channel, body)


async def test_a_text_is_counted_in_characters_and_segments(team: Team) -> None:
    shown = await _preview(team, "x" * 161, number=JANE)
    assert (shown.characters, shown.max_characters) == (161, 1600)
    assert shown.segments
    assert (shown.segments.encoding, shown.segments.count) == ("GSM-7", 2)


async def test_whatsapp_has_no_segments(team: Team) -> None:
    shown = await _preview(team, number=JANE, channel=Channel.WHATSAPP)
    assert (shown.segments, shown.max_characters) == (None, 4096)


async def test_the_clients_time_is_that_of_the_number(team: Team) -> None:
    shown = await _preview(team, number=JANE)
    assert shown.local_time == team.clock.now()
    assert shown.local_time
    assert shown.local_time.tzinfo == ZoneInfo("America/New_York")
    assert not shown.zone_uncertain


async def test_the_clients_own_zone_comes_before_the_numbers(team: Team) -> None:
    client_id = await team.meet("Jane Doe")
    await team.change(clients, client_id, time_zone="Asia/Tokyo")
    shown = await _preview(team, client_id=client_id)
    assert shown.local_time
    assert shown.local_time.tzinfo == ZoneInfo("Asia/Tokyo")


async def test_a_number_of_several_zones_says_that_the_time_is_uncertain(team: Team) -> None:
    assert (await _preview(team, number="+18005550123")).zone_uncertain


async def test_without_anybody_chosen_there_is_no_time_and_no_verdict(team: Team) -> None:
    shown = await _preview(team)
    assert (shown.local_time, shown.blocked) == (None, None)


async def test_an_empty_text_is_not_yet_a_mistake(team: Team) -> None:
    assert (await _preview(team, "", number=JANE)).blocked is None


async def test_what_the_gate_would_refuse_is_said_while_typing(team: Team) -> None:
    client_id = await team.meet("Jane Doe")
    await team.opt_out()
    assert "Jane Doe opted out of SMS" in str((await _preview(team, client_id=client_id)).blocked)
    by_whatsapp = await _preview(team, client_id=client_id, channel=Channel.WHATSAPP)
    assert "has not written to you on WhatsApp yet" in str(by_whatsapp.blocked)
    await team.written_to(JANE)
    assert (await _preview(team, client_id=client_id, channel=Channel.WHATSAPP)).blocked is None
    assert "our own number" in str((await _preview(team, number=OUR_SMS)).blocked)
    assert "1,601 characters" in str((await _preview(team, "x" * 1601, number=JANE)).blocked)


async def test_a_client_without_a_number_takes_the_number_typed(team: Team) -> None:
    client_id = await team.meet("Jane Doe")
    async with team.ctx.store.write(team.workspace_id) as uow:
        await uow.connection.exec_driver_sql("DELETE FROM addresses")
    assert (await _preview(team, client_id=client_id, number=JANE)).blocked is None
    assert (await _preview(team, client_id=client_id)).local_time is None


async def test_only_the_channels_senders_are_offered(team: Team) -> None:
    assert [sender.address for sender in (await _preview(team)).senders] == [OUR_SMS]
    assert (await _preview(team.with_context(senders=()))).senders == ()


async def test_a_preview_stores_nothing(team: Team) -> None:
    await _preview(team, number=JANE)
    assert (await team.clients(), await team.messages()) == ([], [])
