"""The page *Two-way texting*: what becomes of texts to each number of ours."""

from bot.domain.phone import display
from bot.domain.settings import SenderTexting, Texting, WorkspaceSettings
from bot.flows.inbound.shown_later import waiting_texts
from bot.flows.settings import texting as flow
from bot.flows.settings.change import Outcome
from bot.ports import Sender
from bot.slack.blocks.elements import Block, actions, button, context, option, plain, section
from bot.slack.blocks.inputs import select, text_input
from bot.slack.deps import Deps
from bot.slack.fields import Fields
from bot.slack.settings.page import SHOW_MEANWHILE, Page

# Three blocks each, within the hundred of a window.
_MOST = 25
_MODES = {
    Texting.TWO_WAY: ("Two-way", "Texts stand in the client's thread."),
    Texting.AUTO_REPLY: ("Automatic answer", "The client is told that nobody reads here."),
    Texting.SILENT: ("No answer", "Texts are kept, not shown and not answered."),
}
_STANDARD = "Empty: your name, that nobody reads texts to this number, and your phone and email."
_WHAT = "STOP, START and HELP work on every number. Nothing is lost: what is not shown is kept."


def _summary(settings: WorkspaceSettings) -> str:
    lines = [
        f"{display(each.sender)} ({each.channel.label}): {_MODES[each.texting][0].lower()}"
        for each in settings.texting
        if each.texting is not Texting.TWO_WAY
    ]
    more = f" and {len(lines) - 5} more" if len(lines) > 5 else ""
    return f"{'; '.join(lines[:5])}{more}" if lines else "Every number is two-way"


async def _blocks(deps: Deps, settings: WorkspaceSettings) -> list[Block]:
    waiting = await waiting_texts(deps.ctx, deps.workspace_id)
    blocks: list[Block] = []
    for place, sender in enumerate(deps.ctx.senders[:_MOST]):
        now = settings.texting_of(sender.channel, sender.address)
        blocks += sender_blocks(place, sender, now, waiting.get((sender.channel, sender.address), 0))
    return [*blocks, context(plain(_WHAT))] if blocks else [section(plain("No number is set up yet."))]


def sender_blocks(place: int, sender: Sender, now: SenderTexting, waiting: int) -> list[Block]:
    """The fields of one sender; ``waiting`` texts to it stand in no thread yet."""
    name = f"{sender.name} ({sender.channel.label})"
    modes = [option(label, mode.value, says) for mode, (label, says) in _MODES.items()]
    blocks = [
        select(f"{flow.MODE}:{place}", name, modes, value=now.texting.value),
        text_input(
            f"{flow.ANSWER}:{place}",
            "Its automatic answer",
            value=now.answer,
            most=1000,
            optional=True,
            multiline=True,
            hint=_STANDARD,
        ),
    ]
    if waiting and now.texting is Texting.TWO_WAY:
        label = f"Show what came meanwhile ({waiting:,})"
        show = button(label, SHOW_MEANWHILE, now.name, f"Show {waiting:,} texts in their threads")
        blocks.append(actions(show, block_id=f"meanwhile:{place}"))
    return blocks


async def _submit(deps: Deps, user: str, version: int, fields: Fields) -> Outcome:
    chosen = [
        SenderTexting(
            sender.channel,
            sender.address,
            Texting(fields.option(f"{flow.MODE}:{place}")),
            fields.text(f"{flow.ANSWER}:{place}"),
        )
        for place, sender in enumerate(deps.ctx.senders[:_MOST])
    ]
    return await flow.save(deps.ctx, deps.workspace_id, user, version, chosen)


PAGE = Page("Two-way texting", lambda settings: settings.texting, _summary, _blocks, _submit)
