"""A template is written once, changed on what one has seen, kept in every version, and archived when free."""

import asyncio
from dataclasses import replace

import pytest

from bot.domain.channel import Channel
from bot.domain.message import Purpose
from bot.domain.message_template import Approved, MessageTemplate, Reach, Variant
from bot.domain.occasion import OccasionKind
from bot.domain.roles import Role
from bot.domain.template import Approval, Category, Template, TemplateKind
from bot.domain.template import Variable as Blank
from bot.domain.trigger import Offset, Trigger, When
from bot.flows.message_templates import rules
from bot.flows.message_templates.kept import GONE, MEANWHILE, TAKEN, Rejected
from bot.flows.message_templates.rules import Draft, draft_of
from bot.flows.message_templates.write import AS_IT_IS, archive, change, copy, create, restore
from bot.flows.team.permissions import NotAllowed
from tests.flows.harness import Team
from tests.flows.message_templates.shelf import (
    AUTHOR,
    ENGLISH,
    HELLO,
    SPANISH,
    stored,
    told_to_audit,
    written,
)

AT_META = Template(
    "HX1",
    "see_you",
    "en",
    Category.UTILITY,
    TemplateKind.TEXT,
    "Hi {{1}}, see you on {{2}}.",
    variables=(Blank("1"), Blank("2")),
    approval=Approval.APPROVED,
)


async def errors(team: Team, draft: Draft) -> dict[str, str]:
    await team.promote(AUTHOR, Role.MANAGER)
    outcome = await create(team.ctx, team.workspace_id, AUTHOR, draft, "view:wrong")
    assert isinstance(outcome, Rejected)
    return outcome.errors


async def uses(team: Team, template_id: str, kind: OccasionKind, channel: Channel | None = None) -> None:
    at_once = (Offset(When.AT_ONCE),)
    trigger = Trigger(f"R-{kind.value}", kind, template_id, at_once, team.clock.now(), channel=channel)
    async with team.ctx.store.write(team.workspace_id) as uow:
        await uow.triggers.save(trigger)


async def test_a_wish_that_is_met_twice_makes_one_template(team: Team) -> None:
    first = await written(team, key="view:1")
    second = await written(team, key="view:1")

    assert first == second
    assert (first.version, first.updated_by) == (1, AUTHOR)
    assert await told_to_audit(team, "message_template_written") == [{"template": "Hello", "version": 1}]


async def test_what_is_changed_in_the_same_form_before_its_answer_came_is_not_lost(team: Team) -> None:
    first = await written(team, key="view:1")
    second = await written(team, replace(HELLO, subject="Greets warmly"), key="view:1")

    assert (second.id, second.version, second.subject) == (first.id, 2, "Greets warmly")
    third = await create(team.ctx, team.workspace_id, AUTHOR, replace(HELLO, subject="Late"), "view:1")
    assert third == Rejected({"name": MEANWHILE})


@pytest.mark.parametrize(
    ("field", "draft"),
    [
        ("name", replace(HELLO, name="  \n ")),
        ("name", replace(HELLO, name="x" * 81)),
        ("subject", replace(HELLO, subject="x" * 151)),
        ("purpose", replace(HELLO, purpose=Purpose.OPT_IN)),
        ("content", replace(HELLO, variants=())),
        ("content:en", replace(HELLO, variants=(Variant("en", " "),))),
        ("content:en", replace(HELLO, variants=(Variant("en", "x" * 1025),))),
        ("content:es", replace(HELLO, variants=(ENGLISH, Variant("es", "{{ a.b }}")))),
        ("content:es", replace(HELLO, variants=(ENGLISH, Variant("es", "{% for x in y %}{% endfor %}")))),
        (
            "content:en",
            replace(HELLO, variants=(Variant("en", "".join(f"{{{{ v{n} }}}}" for n in range(21))),)),
        ),
        ("language", replace(HELLO, variants=(ENGLISH, ENGLISH))),
        ("language", replace(HELLO, variants=(Variant("xx", "Hi"),))),
        ("language", replace(HELLO, variants=tuple(Variant("en", "Hi") for _ in range(21)))),
    ],
)
async def test_what_cannot_be_kept_is_said_at_its_field(team: Team, field: str, draft: Draft) -> None:
    assert list(await errors(team, draft)) == [field]


async def test_exactly_as_much_as_there_may_be_is_kept(team: Team) -> None:
    draft = Draft("n" * 80, Reach.ALL, (Variant("en", "x" * 1024),), "s" * 150, Purpose.MARKETING)

    made = await written(team, draft)

    assert draft_of(await stored(team, made.id)) == draft


async def test_what_no_database_keeps_is_replaced_and_what_stands_around_is_left_out(team: Team) -> None:
    made = await written(team, replace(HELLO, name="  A \x00 b\n", variants=(Variant("en", " Hi\ud800 "),)))

    assert (made.name, made.variants[0].content) == ("A \ufffd b", "Hi\ufffd")


async def test_a_name_is_taken_whatever_its_accents_and_case_until_its_template_is_archived(
    team: Team,
) -> None:
    made = await written(team, replace(HELLO, name="Café"))
    assert await errors(team, replace(HELLO, name="  CAFE ")) == {"name": TAKEN}
    other = await written(team, replace(HELLO, name="Other"))
    renamed = await change(
        team.ctx, team.workspace_id, AUTHOR, other.id, replace(HELLO, name="cafe"), seen_version=1
    )
    assert renamed == Rejected({"name": TAKEN})

    assert await archive(team.ctx, team.workspace_id, AUTHOR, made.id) == ""

    assert (await written(team, replace(HELLO, name="Cafe"), key="view:again")).name == "Cafe"


async def test_two_who_give_one_name_at_once_do_not_both_get_it(team: Team) -> None:
    one = await written(team, replace(HELLO, name="One"))
    two = await written(team, replace(HELLO, name="Two"))
    wanted = replace(HELLO, name="Same")

    outcomes = await asyncio.gather(
        *(change(team.ctx, team.workspace_id, AUTHOR, each.id, wanted, 1) for each in (one, two)),
        create(team.ctx, team.workspace_id, AUTHOR, wanted, "view:three"),
    )

    won = [each for each in outcomes if isinstance(each, MessageTemplate)]
    assert len(won) == 1
    assert [each for each in outcomes if isinstance(each, Rejected)] == [Rejected({"name": TAKEN})] * 2


async def test_of_two_who_change_what_they_have_both_seen_only_the_first_does(team: Team) -> None:
    made = await written(team)
    words = [replace(HELLO, variants=(Variant("en", each),)) for each in ("One", "Two")]

    outcomes = await asyncio.gather(
        *(change(team.ctx, team.workspace_id, AUTHOR, made.id, each, 1) for each in words)
    )

    assert sum(isinstance(each, MessageTemplate) for each in outcomes) == 1
    assert Rejected({"name": MEANWHILE}) in outcomes
    assert (await stored(team, made.id)).version == 2


async def test_the_same_handed_in_again_is_no_new_version(team: Team) -> None:
    made = await written(team)
    new = replace(HELLO, subject="Other")
    for _ in range(2):
        after = await change(team.ctx, team.workspace_id, AUTHOR, made.id, new, 1)
        assert isinstance(after, MessageTemplate)
        assert after.version == 2


async def test_an_older_version_comes_back_as_a_new_one_under_today_s_name(team: Team) -> None:
    made = await written(team)
    changed = Draft("Renamed", Reach.ALL, (Variant("en", "Other words"),))
    await change(team.ctx, team.workspace_id, AUTHOR, made.id, changed, 1)

    after, why = await restore(team.ctx, team.workspace_id, AUTHOR, made.id, 1)

    assert why == ""
    assert after is not None
    assert (after.version, after.name, after.reach) == (3, "Renamed", Reach.SMS)
    assert after.variants == (ENGLISH, SPANISH)
    async with team.ctx.store.read(team.workspace_id) as uow:
        assert [each.version for each in await uow.message_templates.versions(made.id)] == [3, 2, 1]
    assert await told_to_audit(team, "message_template_restored") == [
        {"template": "Renamed", "version": 3, "restored": 1}
    ]
    assert (await restore(team.ctx, team.workspace_id, AUTHOR, made.id, 1))[1] == AS_IT_IS
    assert (await restore(team.ctx, team.workspace_id, AUTHOR, made.id, 9)) == (None, GONE)


async def test_copies_find_names_of_their_own(team: Team) -> None:
    made = await written(team, replace(HELLO, name="n" * 80))

    copies = [await copy(team.ctx, team.workspace_id, AUTHOR, made.id, f"press:{n}") for n in (1, 2, 2)]

    names = [each.name for each in copies if each]
    assert names == ["n" * 73 + " (copy)", "n" * 71 + " (copy 2)", "n" * 71 + " (copy 2)"]
    assert copies[0] is not None
    assert (copies[0].version, copies[0].variants) == (1, made.variants)
    assert len(await told_to_audit(team, "message_template_copied")) == 2
    assert await copy(team.ctx, team.workspace_id, AUTHOR, "T0GONE", "press:9") is None


async def test_what_is_sent_by_itself_is_not_archived_and_keeps_its_way(team: Team) -> None:
    made = await written(team)
    await uses(team, made.id, OccasionKind.PAYMENT, Channel.SMS)
    await uses(team, made.id, OccasionKind.APPOINTMENT)

    said = await archive(team.ctx, team.workspace_id, AUTHOR, made.id)
    by_whatsapp = replace(HELLO, reach=Reach.WHATSAPP)
    cut = await change(team.ctx, team.workspace_id, AUTHOR, made.id, by_whatsapp, 1)

    assert "for appointments and payments." in said
    assert (await stored(team, made.id)).archived_at is None
    assert isinstance(cut, Rejected)
    assert cut.errors == {"reach": "It is sent by itself for payments by SMS. Change that first."}


async def test_what_is_archived_is_gone_for_whoever_looks_at_it_still(team: Team) -> None:
    made = await written(team)
    assert await archive(team.ctx, team.workspace_id, AUTHOR, made.id) == ""

    assert await archive(team.ctx, team.workspace_id, AUTHOR, made.id) == GONE
    changed = await change(team.ctx, team.workspace_id, AUTHOR, made.id, replace(HELLO, name="X"), 1)
    assert changed == Rejected({"name": GONE})
    assert (await restore(team.ctx, team.workspace_id, AUTHOR, made.id, 1))[1] == GONE
    assert len(await told_to_audit(team, "message_template_archived")) == 1


@pytest.mark.parametrize(
    ("approved", "wrong"),
    [
        (Approved("HX1", (("1", "{{ first_name }}"), ("2", "{{ appointment_date|date }}"))), {}),
        (Approved("HX1", (("1", "Jane"),)), {"blank:en:2": rules.NO_BLANK}),
        (Approved("HX1", (("1", "a\nb"), ("2", "c"))), {"blank:en:1": rules.ONE_LINE}),
        (Approved("HX0", ()), {"approved:en": rules.APPROVED_GONE}),
    ],
)
async def test_the_approved_template_that_stands_in_is_there_and_has_all_its_blanks(
    team: Team, approved: Approved, wrong: dict[str, str]
) -> None:
    async with team.ctx.store.write(team.workspace_id) as uow:
        await uow.templates.replace("twilio", [AT_META], team.clock.now())
    await team.promote(AUTHOR, Role.MANAGER)
    draft = Draft("Reminder", Reach.WHATSAPP, (replace(ENGLISH, approved=approved),))

    outcome = await create(team.ctx, team.workspace_id, AUTHOR, draft, "view:1")

    assert (outcome.errors if isinstance(outcome, Rejected) else {}) == wrong


async def test_an_approved_template_is_only_for_what_goes_by_whatsapp(team: Team) -> None:
    draft = replace(HELLO, variants=(replace(ENGLISH, approved=Approved("HX1")),))

    assert await errors(team, draft) == {"approved:en": rules.NOT_WHATSAPP}


async def test_who_only_sends_changes_nothing(team: Team) -> None:
    made, told = await written(team), (team.ctx, team.workspace_id, "U0SENDER")
    await team.promote("U0SENDER", Role.SENDER)

    for deed in (
        create(*told, replace(HELLO, name="Mine"), "view:9"),
        change(*told, made.id, replace(HELLO, name="Mine"), 1),
        restore(*told, made.id, 1),
        copy(*told, made.id, "press:1"),
        archive(*told, made.id),
    ):
        with pytest.raises(NotAllowed, match="make or delete templates"):
            await deed
    assert draft_of(await stored(team, made.id)) == HELLO
