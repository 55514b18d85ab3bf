"""The page *Sensitive data*, and the form for a pattern of the admin's own."""

from bot.domain.detectors.patterns import MAX_PATTERN
from bot.domain.settings import DlpAction, DlpKind, DlpRule, WorkspaceSettings
from bot.flows.settings import sensitive as flow
from bot.flows.settings.change import Outcome
from bot.slack import windows
from bot.slack.blocks.elements import Block, actions, button, context, mrkdwn, option, plain, section
from bot.slack.blocks.inputs import confirm, modal, select, text_input
from bot.slack.deps import Deps
from bot.slack.fields import Fields
from bot.slack.settings.page import ADD_PATTERN, ADD_PATTERN_CALLBACK, REMOVE_PATTERN, Page
from bot.slack.text import escape

_OUT = {
    DlpAction.OFF: "Do nothing",
    DlpAction.WARN: "Warn the teammate",
    DlpAction.REDACT: "Send it blacked out",
    DlpAction.BLOCK: "Do not send it",
}
_IN = {
    DlpAction.OFF: "Do nothing",
    DlpAction.WARN: "Show it with a warning",
    DlpAction.REDACT: "Show it blacked out",
    DlpAction.BLOCK: "Do not show the text",
}
OUTBOUND, INBOUND = "outbound", "inbound"


def _summary(settings: WorkspaceSettings) -> str:
    on = [escape(rule.name) for rule in settings.dlp if {rule.outbound, rule.inbound} != {DlpAction.OFF}]
    return f"Looks for: {', '.join(on)}" if on else "Looks for nothing"


async def _blocks(_: Deps, settings: WorkspaceSettings) -> list[Block]:
    blocks: list[Block] = []
    for place, rule in enumerate(settings.dlp):
        blocks += _rule(place, rule)
    add = button("Add a pattern", ADD_PATTERN, "add", "Add a pattern of your own")
    return [*blocks, actions(add, block_id="patterns")]


def _rule(place: int, rule: DlpRule) -> list[Block]:
    """A rule with what it does in each direction; the block ids carry its place, as names may be long."""
    return [
        _heading(place, rule),
        select(f"{OUTBOUND}:{place}", "In a text to a client", _options(_OUT), value=rule.outbound.value),
        select(f"{INBOUND}:{place}", "In a text from a client", _options(_IN), value=rule.inbound.value),
    ]


def _heading(place: int, rule: DlpRule) -> Block:
    if rule.kind is not DlpKind.PATTERN:
        return section(mrkdwn(f"*{escape(rule.name)}*"), block_id=f"rule:{place}")
    sure = confirm("Remove this pattern?", f"{rule.name} is not looked for any more.", "Remove")
    remove = button("Remove", REMOVE_PATTERN, rule.name, f"Remove the pattern {rule.name}", **sure)
    text = mrkdwn(f"*{escape(rule.name)}*\n`{escape(rule.pattern.replace('`', '´'))}`")
    return section(text, block_id=f"rule:{place}", accessory=remove)


def _options(words: dict[DlpAction, str]) -> list[Block]:
    return [option(label, action.value) for action, label in words.items()]


async def _submit(deps: Deps, user: str, version: int, fields: Fields) -> Outcome:
    places = [int(block_id.removeprefix(f"{OUTBOUND}:")) for block_id in fields.named(f"{OUTBOUND}:")]
    chosen = {
        place: (
            DlpAction(fields.option(f"{OUTBOUND}:{place}")),
            DlpAction(fields.option(f"{INBOUND}:{place}")),
        )
        for place in places
    }
    return await flow.set_actions(deps.ctx, deps.workspace_id, user, version, chosen)


def pattern_form(version: int) -> Block:
    """The form for a pattern of the admin's own."""
    return modal(
        "Add a pattern",
        ADD_PATTERN_CALLBACK,
        [
            text_input(flow.NAME, "Name", placeholder="Such as Patient number", most=flow.MAX_NAME),
            text_input(
                flow.PATTERN,
                "Pattern",
                placeholder="Such as MRN-\\d{7}",
                most=MAX_PATTERN,
                hint="A regular expression. It is looked for anywhere in a text.",
            ),
            select(OUTBOUND, "In a text to a client", _options(_OUT), value=DlpAction.BLOCK.value),
            select(INBOUND, "In a text from a client", _options(_IN), value=DlpAction.REDACT.value),
            context(plain("Try it with a text of your own before you rely on it.")),
        ],
        submit="Add",
        close="Cancel",
        kept=windows.remember(version=version),
    )


def pattern_actions(fields: Fields) -> flow.Actions:
    """What the form says about both directions."""
    return DlpAction(fields.option(OUTBOUND)), DlpAction(fields.option(INBOUND))


PAGE = Page("Sensitive data", lambda settings: settings.dlp, _summary, _blocks, _submit)
