"""*Reveal*: for those who may, written down, and for nothing that is not hidden."""

import pytest

from bot.domain.ids import new_id
from bot.domain.roles import Role
from bot.flows.threads.reveal import NotRevealed, Revealed, reveal
from tests.flows.gate.admin import audited, promotes
from tests.flows.harness import Team
from tests.support.world import inbound

TEXT = "Charge 4111 1111 1111 1111 please"


@pytest.mark.parametrize(
    ("role", "may"), [(None, False), (Role.VIEWER, False), (Role.MANAGER, True), (Role.ADMIN, True)]
)
async def test_who_may_sees_the_whole_text_and_it_is_written_down(
    team: Team, role: Role | None, may: bool
) -> None:
    if role:
        await promotes(team, "U1", role)
    await team.hear(inbound(TEXT, "SM1"))
    message = await team.message()
    answer = await reveal(team.ctx, team.workspace_id, message.id, "U1")
    deeds = await audited(team, "revealed")
    if may:
        assert answer == Revealed(TEXT)
        assert [(deed.actor, deed.message_id, deed.client_id) for deed in deeds] == [
            ("U1", message.id, message.client_id)
        ]
        assert "4111" not in str(deeds)
    else:
        assert isinstance(answer, NotRevealed)
        assert "it takes a manager" in answer.why
        assert not deeds


async def test_every_look_is_written_down(team: Team) -> None:
    await promotes(team, "U1", Role.MANAGER)
    await team.hear(inbound(TEXT, "SM1"))
    message = await team.message()
    for _ in range(2):
        await reveal(team.ctx, team.workspace_id, message.id, "U1")
    assert len(await audited(team, "revealed")) == 2


async def test_a_message_that_is_gone_or_hides_nothing_is_explained(team: Team) -> None:
    await promotes(team, "U1", Role.MANAGER)
    await team.hear(inbound("Hi", "SM1"))
    plain = await team.message()
    gone = await reveal(team.ctx, team.workspace_id, new_id(), "U1")
    shown = await reveal(team.ctx, team.workspace_id, plain.id, "U1")
    assert gone == NotRevealed("That message is not there any more.")
    assert shown == NotRevealed("Nothing of that message is hidden.")
    assert not await audited(team, "revealed")
