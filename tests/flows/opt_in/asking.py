"""A team that asks before a first WhatsApp text, and Jane, who has never written there."""

from dataclasses import replace
from typing import Any

from bot.domain.channel import Channel
from bot.domain.extras import Extras, Pressed
from bot.domain.message import Message, Purpose
from bot.domain.opt_in import OptIn
from bot.domain.settings import OptInRules
from bot.domain.template import TemplateKind, Variable
from bot.domain.thread import InboundPost, SystemPost
from bot.flows.outbound.compose import Composed, ComposeRequest, Rejected, compose
from bot.flows.templates.refresh import refresh
from tests.flows.harness import JANE, Team
from tests.flows.templates.shelves import REMINDER
from tests.support.world import OUR_WHATSAPP, inbound

QUESTION = replace(
    REMINDER,
    id="HX9",
    name="may_we_write",
    kind=TemplateKind.QUICK_REPLY,
    body="This is {{1}}. May we write to you on WhatsApp?",
    variables=(Variable("1", "Us"),),
    buttons=("Yes, please", "No, thanks"),
)
ASKED = "This is Harbor Clinic. May we write to you on WhatsApp?"


async def asks_first(team: Team, **rules: Any) -> Team:
    """The team, once an admin has chosen the question; with Jane as a client."""
    team.provider.shelf = (QUESTION, REMINDER)
    await refresh(team.ctx, team.workspace_id, [team.provider])  # type: ignore[list-item]
    await team.decide(opt_in=OptInRules(template="HX9", **rules))
    await team.meet("Jane Doe")
    return team


async def write(team: Team, body: str, *, asks: bool = True, **more: Any) -> Composed | Rejected:
    """A first text from the form, after the question was confirmed there."""
    team._said += 1
    plain = ComposeRequest(f"view:{team._said}", "U1", Channel.WHATSAPP, OUR_WHATSAPP, body, None, JANE)
    return await compose(team.ctx, team.workspace_id, replace(plain, asks_consent=asks, **more))


async def press(team: Team, title: str, sid: str = "WA1", **more: Any) -> None:
    """Jane presses a button."""
    await say(team, title, sid, extras=Extras(pressed=Pressed(title)), **more)


async def say(team: Team, body: str, sid: str = "WA1", **more: Any) -> None:
    """Jane writes on WhatsApp."""
    more = {"received_at": team.clock.now(), **more}
    await team.hear(inbound(body, sid, channel=Channel.WHATSAPP, **more))


async def question(team: Team) -> OptIn:
    """The newest question to Jane."""
    async with team.ctx.store.read(team.workspace_id) as uow:
        owner = (await uow.clients.by_addresses([JANE]))[JANE]
        return (await uow.opt_ins.latest([owner.address_id]))[owner.address_id]


async def questions(team: Team) -> list[Message]:
    """Every opt-in message."""
    return [each for each in await team.messages() if each.purpose is Purpose.OPT_IN]


def notes(team: Team) -> list[str]:
    """What the thread says below Jane's texts."""
    return [post.keyword_note for post in team.posts(InboundPost)]


def lines(team: Team) -> list[str]:
    """The app's own lines in the thread."""
    return [post.text for post in team.posts(SystemPost)]
