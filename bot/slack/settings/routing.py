"""The page *Routing*: in which channels clients' threads stand."""

from bot.domain.phone import display
from bot.domain.settings import RoutingRule, WorkspaceSettings
from bot.flows.settings import routing as flow
from bot.flows.settings.change import Outcome, Rejected, Saved
from bot.slack.blocks.elements import Block, actions, button, context, mrkdwn, option, plain, section
from bot.slack.blocks.inputs import channel, confirm, select, text_input
from bot.slack.deps import Deps
from bot.slack.fields import Fields
from bot.slack.settings.channel import channel_problem
from bot.slack.settings.page import MOVE_THREADS, RAISE_RULE, REMOVE_RULE, Page
from bot.slack.text import escape

_WHAT = (
    "The first rule that fits decides; where none does, the thread stands in the inbox channel. "
    "A thread that stands already stays where it is until it is moved."
)


def _summary(settings: WorkspaceSettings) -> str:
    number = len(settings.routing)
    if not number:
        return "Every thread stands in the inbox channel"
    return f"{number} rule{'' if number == 1 else 's'}, then the inbox channel"


async def _blocks(deps: Deps, settings: WorkspaceSettings) -> list[Block]:
    rules = [block for place, rule in enumerate(settings.routing) for block in _rule(place, rule)]
    return [*rules, *_move(), *_new_rule(deps), context(plain(_WHAT))]


def _rule(place: int, rule: RoutingRule) -> list[Block]:
    who = [f"texts with {display(rule.sender)}"] if rule.sender else []
    who += [f"the tag *{escape(rule.tag)}*"] if rule.tag else []
    what = [f"<#{rule.slack_channel}>"] if rule.slack_channel else []
    what += [f"first texts from {display(rule.texts_from)}"] if rule.texts_from else []
    words = f"{place + 1}. {' and '.join(what)} for clients with {' and '.join(who)}"
    remove = button(
        "Remove",
        REMOVE_RULE,
        str(place),
        f"Remove rule {place + 1}",
        **confirm("Remove this rule?", "New threads of these clients stand elsewhere then.", "Remove"),
    )
    up = [button("Up", RAISE_RULE, str(place), f"Move rule {place + 1} up")] if place else []
    return [
        section(mrkdwn(words), block_id=f"rule:{place}"),
        actions(*up, remove, block_id=f"order:{place}"),
    ]


def _move() -> list[Block]:
    move = button("Move threads now", MOVE_THREADS, "move", "Move threads to where the rules say")
    return [actions(move, block_id="move")]


def _new_rule(deps: Deps) -> list[Block]:
    senders = {sender.address: sender.name for sender in deps.ctx.senders}
    options = [option(label, address) for address, label in senders.items()]
    return [
        channel(flow.CHANNEL, "Add a rule: channel", "", "Private channels too, once the app is in them."),
        select(
            flow.SENDER,
            "for clients who text with this number of yours",
            options,
            optional=True,
        )
        if senders
        else context(plain("No number is set up yet.")),
        text_input(
            flow.TAG,
            "and who carry this tag",
            placeholder="Such as VIP",
            most=flow.MAX_TAG,
            optional=True,
            hint="Either of the two is enough.",
        ),
        *_texts_from(options),
    ]


def _texts_from(options: list[Block]) -> list[Block]:
    """Worth asking only where there is a choice."""
    if len(options) < 2:
        return []
    hint = "For clients with the tag who were not written to before. Then the channel above may be left out."
    return [select(flow.TEXTS_FROM, "and who are first texted from", options, optional=True, hint=hint)]


async def _submit(deps: Deps, user: str, version: int, fields: Fields) -> Outcome:
    chosen = fields.conversation(flow.CHANNEL)
    from_ = fields.option(flow.TEXTS_FROM)
    rule = RoutingRule(chosen, fields.option(flow.SENDER), fields.text(flow.TAG), from_)
    if rule == RoutingRule(""):
        return Saved(())
    problem = await channel_problem(deps, chosen) if chosen else ""
    if problem:
        return Rejected({flow.CHANNEL: problem})
    return await flow.add_rule(deps.ctx, deps.workspace_id, user, version, rule)


PAGE = Page("Routing", lambda settings: settings.routing, _summary, _blocks, _submit)
