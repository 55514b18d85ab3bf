"""What must not travel: the rules' actions in each direction, and the admins' own patterns."""

from collections.abc import Mapping
from dataclasses import replace

from bot.domain.detectors.patterns import pattern_problem
from bot.domain.settings import DlpAction, DlpKind, DlpRule, WorkspaceSettings
from bot.domain.storable import storable
from bot.flows.context import Context
from bot.flows.settings.change import Outcome, Rejected, change

NAME, PATTERN = "name", "pattern"
MAX_NAME = 60
# Every text is looked through for each: more would slow all of them down.
MAX_PATTERNS = 20
Actions = tuple[DlpAction, DlpAction]


async def set_actions(
    ctx: Context, workspace_id: str, user: str, version: int, chosen: Mapping[int, Actions]
) -> Outcome:
    """What each rule does with a text to a client and with one from a client, by the rule's place in the
    settings of that version. Raises NotAllowed and ChangedMeanwhile."""

    def edit(old: WorkspaceSettings) -> WorkspaceSettings:
        return replace(old, dlp=tuple(_with(rule, chosen.get(at)) for at, rule in enumerate(old.dlp)))

    return await change(ctx, workspace_id, user, version, edit)


async def add_pattern(
    ctx: Context, workspace_id: str, user: str, version: int, name: str, pattern: str, actions: Actions
) -> Outcome:
    """Add a pattern of the admin's own. Raises NotAllowed and ChangedMeanwhile."""
    name, pattern = " ".join(storable(name).split()), pattern.strip()
    async with ctx.store.read(workspace_id) as uow:
        rules = (await uow.settings.load()).settings.dlp
    problems = {NAME: _name_problem(name, rules), PATTERN: pattern_problem(pattern)}
    errors = {field: sentence for field, sentence in problems.items() if sentence}
    if errors:
        return Rejected(errors)
    rule = DlpRule(name, DlpKind.PATTERN, *actions, pattern=pattern)
    return await change(ctx, workspace_id, user, version, lambda old: replace(old, dlp=(*old.dlp, rule)))


async def remove_pattern(ctx: Context, workspace_id: str, user: str, version: int, name: str) -> Outcome:
    """Take a pattern of the admin's own away; the rules that come with the app can only be switched off."""

    def edit(old: WorkspaceSettings) -> WorkspaceSettings:
        kept = (rule for rule in old.dlp if rule.kind is not DlpKind.PATTERN or rule.name != name)
        return replace(old, dlp=tuple(kept))

    return await change(ctx, workspace_id, user, version, edit)


def _name_problem(name: str, rules: tuple[DlpRule, ...]) -> str:
    if not name or len(name) > MAX_NAME:
        return f"Give it a name of at most {MAX_NAME} characters, such as Patient number."
    if any(rule.name.casefold() == name.casefold() for rule in rules):
        return "There is a rule of this name already. Choose another name."
    if sum(rule.kind is DlpKind.PATTERN for rule in rules) >= MAX_PATTERNS:
        return f"There are {MAX_PATTERNS} patterns already. Remove one first."
    return ""


def _with(rule: DlpRule, actions: Actions | None) -> DlpRule:
    return replace(rule, outbound=actions[0], inbound=actions[1]) if actions else rule
