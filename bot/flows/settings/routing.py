"""In which channels clients' threads stand: rules in their order, of which the first that fits decides."""

from dataclasses import replace

from bot.domain.settings import RoutingRule, WorkspaceSettings
from bot.domain.storable import storable
from bot.flows.context import Context
from bot.flows.settings.change import Outcome, Rejected, change

CHANNEL, SENDER, TAG, TEXTS_FROM = "channel", "sender", "tag", "texts_from"
MAX_TAG = 40
MAX_RULES = 20


async def add_rule(ctx: Context, workspace_id: str, user: str, version: int, rule: RoutingRule) -> Outcome:
    """Add a rule after the others. The caller has asked Slack whether the app is in the channel.

    Raises NotAllowed and ChangedMeanwhile.
    """
    rule = replace(rule, tag=" ".join(storable(rule.tag).split()))
    async with ctx.store.read(workspace_id) as uow:
        rules = (await uow.settings.load()).settings.routing
    if problem := _problem(rule, rules):
        return Rejected(problem)
    return await change(
        ctx, workspace_id, user, version, lambda old: replace(old, routing=(*old.routing, rule))
    )


async def remove_rule(ctx: Context, workspace_id: str, user: str, version: int, at: int) -> Outcome:
    """Take the rule at this place away. Raises NotAllowed and ChangedMeanwhile."""

    def edit(old: WorkspaceSettings) -> WorkspaceSettings:
        return replace(old, routing=tuple(rule for place, rule in enumerate(old.routing) if place != at))

    return await change(ctx, workspace_id, user, version, edit)


async def raise_rule(ctx: Context, workspace_id: str, user: str, version: int, at: int) -> Outcome:
    """Let the rule at this place come before the one above it. Raises NotAllowed and ChangedMeanwhile."""

    def edit(old: WorkspaceSettings) -> WorkspaceSettings:
        rules = list(old.routing)
        if 0 < at < len(rules):
            rules[at - 1], rules[at] = rules[at], rules[at - 1]
        return replace(old, routing=tuple(rules))

    return await change(ctx, workspace_id, user, version, edit)


def _problem_of_what(rule: RoutingRule) -> dict[str, str]:
    """What is wrong with what the rule decides."""
    if not rule.slack_channel and not rule.texts_from:
        return {CHANNEL: "Choose the channel in which these threads stand."}
    if rule.texts_from and not rule.tag:
        return {TAG: "Type the tag of the clients who are texted from this number."}
    if rule.texts_from and rule.sender:
        return {SENDER: "Leave this empty: a client who texts with a number is answered from it."}
    return {}


def _problem(rule: RoutingRule, rules: tuple[RoutingRule, ...]) -> dict[str, str]:
    if problem := _problem_of_what(rule):
        return problem
    if not rule.sender and not rule.tag:
        return {TAG: "Choose a number of yours, or type a tag: else the rule would hold for everybody."}
    if len(rule.tag) > MAX_TAG:
        return {TAG: f"A tag has at most {MAX_TAG} characters."}
    same = (rule.sender, rule.tag.casefold())
    if any((each.sender, each.tag.casefold()) == same for each in rules):
        return {TAG: "There is a rule for these clients already. Remove it first."}
    if len(rules) >= MAX_RULES:
        return {CHANNEL: f"There are {MAX_RULES} rules already. Remove one first."}
    return {}
