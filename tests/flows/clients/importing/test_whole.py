"""A file of clients, looked at and imported, on each of the two databases."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.client_record import MAX_NAME, ClientRecord
from bot.domain.sheets.rows import read_sheet
from bot.flows.clients.create import create
from bot.flows.clients.importing import plan as planning
from bot.flows.clients.importing.batch import SIZE
from bot.flows.clients.importing.whole import clients_before, reading_of, run
from bot.flows.clients.spam import mark_spam
from bot.flows.clients.typed_addresses import Typed
from bot.storage.repositories.new_clients import AddressTaken, NewClient, NewClients
from bot.storage.tables import conversations, occasions
from tests.flows.clients.importing.files import MAYA, csv, everybody, figures, imported, looked_at, told
from tests.flows.harness import JANE, Team
from tests.support.world import OUR_SMS, inbound

OTHER, THIRD = "+12125550124", "+12125550125"
FULL = csv(
    "Name,Phone,WhatsApp id,Company,Kind,Language,Time zone,Tags,Owner,Notes,Next appointment,Last order",
    f'Zoë Müller,{JANE},US.abc,Café,VENDOR,German,Europe/Berlin,"VIP; Zoe; Zoë",U0SAM,"Tea\nplease",'
    "2026-12-01 10:00,Order 7",
)


async def test_a_row_becomes_a_client_with_everything_known(team: Team) -> None:
    assert figures((await looked_at(team, FULL)).counts) == (1, 0, 0, 0)
    assert await everybody(team) == []
    await team.decide(time_zone="America/New_York")
    assert figures((await imported(team, FULL)).counts) == (1, 0, 0, 0)
    [client] = await everybody(team)
    assert (client.name, client.company, client.kind) == ("Zoë Müller", "Café", "vendor")
    assert (client.language, client.time_zone, client.owner) == ("de", "Europe/Berlin", "U0SAM")
    assert client.tags == ("VIP", "Zoë")
    assert (client.notes, client.last_order) == ("Tea\nplease", "Order 7")
    [appointment] = await team.rows(occasions, client_id=client.id)
    assert (appointment.at, appointment.source) == (datetime(2026, 12, 1, 15, tzinfo=UTC), "import")
    # A file of thousands opens no thread for each of its clients.
    assert await team.rows(conversations) == []
    assert [address.value for address in client.addresses] == [JANE, "US.abc"]
    assert not client.is_lead
    async with team.ctx.store.read(team.workspace_id) as uow:
        assert [each.id for each in await uow.client_search.matching("zoe", 5)] == [client.id]


async def test_what_was_done_is_in_the_audit_without_names_and_numbers(team: Team) -> None:
    await imported(team, FULL)
    await imported(team, csv("Phone,Company,Mobile", f"{JANE},Harbor,{OTHER}"))
    [created] = await team.audit("client_created")
    assert (created.actor, created.detail) == (MAYA, {"way": "import"})
    [edited] = await team.audit("client_edited")
    assert edited.detail == {"fields": ["company"], "way": "import"}
    assert len(await team.audit("address_added")) == 1
    wholes = [deed.detail for deed in await team.audit("clients_imported")]
    assert wholes == [
        {"created": 1, "changed": 0, "unchanged": 0, "skipped": 0},
        {"created": 0, "changed": 1, "unchanged": 0, "skipped": 0},
    ]


async def test_the_same_file_again_changes_nothing(team: Team) -> None:
    await imported(team, FULL)
    before = await everybody(team)
    assert figures((await looked_at(team, FULL)).counts) == (0, 0, 1, 0)
    assert figures((await imported(team, FULL)).counts) == (0, 0, 1, 0)
    assert await everybody(team) == before
    assert await team.audit("client_edited") == []


async def test_only_what_the_file_says_is_changed(team: Team) -> None:
    await imported(team, FULL)
    content = csv("Phone,Name,Company,Notes,Tags", f"{JANE},Zoë Maier,,,vip")
    assert figures((await looked_at(team, content)).counts) == (0, 1, 0, 0)
    await imported(team, content)
    [client] = await everybody(team)
    assert (client.name, client.company, client.notes) == ("Zoë Maier", "Café", "Tea\nplease")
    assert client.tags == ("vip",)


async def test_a_client_gets_numbers_and_loses_none(team: Team) -> None:
    client_id = await team.meet("Jane Doe")
    await imported(team, csv("Phone,WhatsApp id", f"{JANE}; {OTHER},US.abc"))
    [client] = await everybody(team)
    assert client.id == client_id
    assert [address.value for address in client.addresses] == [JANE, OTHER, "US.abc"]
    await imported(team, csv("Phone", OTHER))
    assert len((await everybody(team))[0].addresses) == 3


async def test_a_lead_that_gets_its_name_is_a_client_and_its_card_shows_it(team: Team) -> None:
    await team.hear(inbound("Hi", "SM1"))
    await team.work()
    assert figures((await imported(team, csv("Name,Phone", f",{JANE}"))).counts) == (0, 0, 1, 0)
    assert (await everybody(team))[0].is_lead
    await imported(team, csv("Name,Phone", f"Jane Doe,{JANE}"))
    [client] = await everybody(team)
    assert (client.name, client.is_lead) == ("Jane Doe", False)
    await team.work()
    [card] = team.slack.roots.values()
    assert card.client.name == "Jane Doe"


async def test_different_clients_in_one_row_are_not_guessed_about(team: Team) -> None:
    await team.meet("Jane Doe", JANE)
    await team.meet("Sam Poe", OTHER)
    content = csv("Name,Phone,Mobile", f"Jane,{JANE},{OTHER}")
    for result in (await looked_at(team, content), await imported(team, content)):
        assert figures(result.counts) == (0, 0, 0, 1)
        [sentence] = told(result)[2]
        assert sentence.startswith("Phone: This row names different clients: Jane Doe and Sam Poe.")
    assert {client.name for client in await everybody(team)} == {"Jane Doe", "Sam Poe"}


async def test_two_rows_for_one_client_are_told(team: Team) -> None:
    await imported(team, csv("Name,Phone", f"Jane,{JANE}; {OTHER}"))
    content = csv("Name,Phone", f"Joan,{JANE}", f"Jean,{OTHER}")
    for result in (await looked_at(team, content), await imported(team, content)):
        assert figures(result.counts) == (0, 1, 0, 1)
        assert told(result) == {3: ["Phone: Row 2 is about the same client. Keep one of them."]}
    assert [client.name for client in await everybody(team)] == ["Joan"]


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (f",{JANE},,,", "Name: A client needs a name."),
        ("Jane,,,,", f"Phone: {planning.NO_ADDRESS}"),
        ("Jane,,,,01NOBODY", f"Client id: {planning.UNKNOWN_ID}"),
        (f"Jane,{JANE},,yes,", f"Spam: {planning.SPAM}"),
        (f"{'J' * (MAX_NAME + 1)},{JANE},,,", "Name: At most 100 characters fit here."),
        (f"Jane,{JANE},2020-01-01 10:00,,", "Next visit: That moment is over. Choose a later one, or none."),
        (f"Jane,{OUR_SMS},,,", "Phone: That is one of your own senders. Put the client's number here."),
        (f"Jane,{'; '.join(f'+1212555{n}' for n in range(1000, 1021))},,,", f"Phone: {planning.TOO_MANY}"),
    ],
)
async def test_a_row_that_cannot_be_is_skipped_with_its_reason(team: Team, row: str, sentence: str) -> None:
    content = csv("Name,Phone,Next visit,Spam,Client id", f"John,{OTHER},,,", row)
    for result in (await looked_at(team, content), await imported(team, content)):
        assert figures(result.counts) == (1, 0, 0, 1)
        assert told(result) == {3: [sentence]}
    assert [client.name for client in await everybody(team)] == ["John"]


async def test_what_was_wrong_before_and_stays_is_no_mistake_of_the_file(team: Team) -> None:
    soon = team.clock.now() + timedelta(hours=1)
    record = ClientRecord("Jane Doe", next_appointment=soon)
    await create(team.ctx, team.workspace_id, "U1", record, Typed(JANE))
    team.clock.advance(days=1)
    shown = f"{soon:%Y-%m-%d %H:%M} UTC"
    result = await imported(team, csv("Phone,Appointment,Company", f"{JANE},{shown},Acme"))
    assert figures(result.counts) == (0, 1, 0, 0)


async def test_an_appointment_is_moved_by_a_file_and_kept_where_it_names_none(team: Team) -> None:
    soon, later = (team.clock.now() + timedelta(days=days) for days in (2, 3))
    record = ClientRecord("Jane Doe", next_appointment=soon)
    await create(team.ctx, team.workspace_id, "U1", record, Typed(JANE))
    header = "Phone,Appointment"
    result = await imported(team, csv(header, f"{JANE},{later:%Y-%m-%d %H:%M} UTC"))
    assert figures(result.counts) == (0, 1, 0, 0)
    assert figures((await imported(team, csv(header, f"{JANE},"))).counts) == (0, 0, 1, 0)
    [appointment] = await team.rows(occasions)
    assert (appointment.at, appointment.round) == (later.replace(second=0), 2)
    assert await team.rows(conversations) == []


async def test_who_is_marked_as_spam_gets_no_appointment(team: Team) -> None:
    client_id = await team.meet("Jane Doe")
    await mark_spam(team.ctx, team.workspace_id, client_id, "U1")
    soon = team.clock.now() + timedelta(days=2)
    content = csv("Phone,Appointment", f"{JANE},{soon:%Y-%m-%d %H:%M} UTC")
    for result in (await looked_at(team, content), await imported(team, content)):
        assert told(result) == {2: [f"Appointment: {planning.SPAM_CLIENT}"]}
    assert await team.rows(occasions) == []


async def test_the_id_finds_a_client_whose_number_is_new(team: Team) -> None:
    client_id = await team.meet("Jane Doe")
    other = await team.meet("Sam Poe", THIRD)
    await imported(team, csv("Client id,Phone", f"{client_id},{OTHER}", f"{other},"))
    jane, sam = await everybody(team)
    assert [address.value for address in jane.addresses] == [JANE, OTHER]
    assert [address.value for address in sam.addresses] == [THIRD]
    wrong = await looked_at(team, csv("Client id,Phone", f"{client_id},{THIRD}"))
    assert "different clients" in told(wrong)[2][0]


async def test_an_id_of_another_workspace_falls_back_to_the_number(team: Team) -> None:
    result = await imported(team, csv("Client id,Name,Phone", f"01ELSEWHERE,Jane,{JANE}"))
    assert figures(result.counts) == (1, 0, 0, 0)


async def test_a_client_that_is_spam_can_still_be_described(team: Team) -> None:
    client_id = await team.meet("Jane Doe")
    await mark_spam(team.ctx, team.workspace_id, client_id, "U1")
    await imported(team, csv("Phone,Notes,Spam", f"{JANE},Calls at night,yes"))
    [client] = await everybody(team)
    assert (client.notes, client.is_spam) == ("Calls at night", True)


async def test_a_number_that_was_taken_off_comes_with_what_is_known_of_it(team: Team) -> None:
    client_id = await team.meet("Jane Doe")
    await team.opt_out(JANE)
    async with team.ctx.store.write(team.workspace_id) as uow:
        owner = (await uow.clients.by_addresses([JANE]))[JANE]
        await uow.addresses.retire(owner.address_id, team.clock.now())
    assert figures((await imported(team, csv("Name,Phone", f"John,{JANE}"))).counts) == (1, 0, 0, 0)
    assert (await team.consent(JANE)).value == "withdrawn"
    assert client_id != (await everybody(team))[1].id


async def test_many_rows_go_in_batches_and_what_was_interrupted_is_begun_again(team: Team) -> None:
    numbers = [f"+1212555{n}" for n in range(1000, 1000 + 2 * SIZE + 50)]
    content = csv("Name,Phone,Tags", *(f"Client {n},{n},Many" for n in numbers))
    sheet = read_sheet(content, await reading_of(team.ctx, team.workspace_id))
    heard: list[int] = []

    def stop(counts: object) -> None:
        heard.append(len(heard))
        if len(heard) == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        await run(team.ctx, team.workspace_id, MAYA, sheet, stop)
    assert len(await everybody(team)) == 2 * SIZE
    assert await team.audit("clients_imported") == []
    again = await imported(team, content)
    assert figures(again.counts) == (50, 0, 2 * SIZE, 0)
    assert len(await everybody(team)) == len(numbers)
    seen = await clients_before(team.ctx, team.workspace_id, sheet, SIZE + 1)
    assert sorted(seen.values()) == list(range(2, SIZE + 3))


async def test_a_client_written_down_at_the_same_moment_is_found_at_the_next_try(
    team: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    add, tries = NewClients.add, [0]

    async def late(self: NewClients, people: object, now: datetime) -> None:
        tries[0] += 1
        if tries[0] == 1:
            raise AddressTaken
        await add(self, people, now)  # type: ignore[arg-type]

    monkeypatch.setattr(NewClients, "add", late)
    assert figures((await imported(team, csv("Name,Phone", f"Jane,{JANE}"))).counts) == (1, 0, 0, 0)
    assert len(await everybody(team)) == 1


async def test_an_address_that_is_somebodys_takes_the_whole_batch_back(team: Team) -> None:
    await team.meet("Jane Doe")
    sheet = read_sheet(csv("Name,Phone", f"John,{JANE}"), await reading_of(team.ctx, team.workspace_id))
    with pytest.raises(AddressTaken):
        async with team.ctx.store.write(team.workspace_id) as uow:
            await uow.new_clients.add(
                [NewClient("01NEW", ClientRecord("John"), sheet.rows[0].addresses)], team.clock.now()
            )
    assert [client.name for client in await everybody(team)] == ["Jane Doe"]


async def test_local_numbers_are_read_by_the_region(team: Team) -> None:
    german = team.with_context(settings=replace(team.ctx.settings, default_region="DE"))
    await imported(german, csv("Name,Phone", "Zoë,030 901820"))
    assert (await everybody(team))[0].addresses[0].value == "+4930901820"
