"""The page *Default role*: what a teammate is who was given none."""

from bot.domain.roles import Role
from bot.domain.settings import WorkspaceSettings
from bot.flows.settings import workspace as flow
from bot.flows.settings.change import Outcome
from bot.slack.blocks.elements import Block
from bot.slack.blocks.inputs import radio
from bot.slack.blocks.roles import role_options
from bot.slack.deps import Deps
from bot.slack.fields import Fields
from bot.slack.settings.page import Page


def _summary(settings: WorkspaceSettings) -> str:
    return f"Everybody without a role is {settings.default_role.named}"


async def _blocks(_: Deps, settings: WorkspaceSettings) -> list[Block]:
    options = [each for each in role_options() if each["value"] != Role.ADMIN.value]
    hint = "Single people and user groups are given theirs with /messaging roles."
    return [radio(flow.ROLE, "Everybody without a role is", options, settings.default_role.value, hint)]


async def _submit(deps: Deps, user: str, version: int, fields: Fields) -> Outcome:
    role = Role(fields.option(flow.ROLE))
    return await flow.set_default_role(deps.ctx, deps.workspace_id, user, version, role)


PAGE = Page("Default role", lambda settings: settings.default_role, _summary, _blocks, _submit)
