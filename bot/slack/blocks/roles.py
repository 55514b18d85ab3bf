"""Who has which role, and the forms that give one."""

from collections.abc import Mapping, Sequence

from bot.domain.roles import Role
from bot.flows.team.roles import Grant, Team, is_group
from bot.ports import UserGroup
from bot.slack.blocks.elements import Block, actions, button, context, mrkdwn, option, plain, section, when
from bot.slack.blocks.inputs import confirm, modal, person, select
from bot.slack.text import escape

CALLBACK, PERSON_CALLBACK, GROUP_CALLBACK = "roles", "roles_person", "roles_group"
GIVE_PERSON, GIVE_GROUP, REMOVE = "roles_give_person", "roles_give_group", "roles_remove"
WHO, ROLE = "who", "role"
NO_GROUPS = "This workspace has no user groups. Make one in Slack (People → User groups), then come back."
WHAT = {
    Role.VIEWER: "Reads clients' threads; writes to nobody",
    Role.SENDER: "Writes to single clients and records consent",
    Role.MANAGER: "Also batches, overrides, costs, audit, clearing opt-outs",
    Role.ADMIN: "Also settings, roles and budgets",
}
# A window takes a hundred blocks; nobody reads that many.
_SHOWN = 60


def role_options() -> list[Block]:
    """The four roles, with what each may do."""
    return [option(role.value.capitalize(), role.value, WHAT[role]) for role in Role]


def roles_view(team: Team, group_names: Mapping[str, str], notice: str = "") -> Block:
    """Everybody who was given a role; ``notice`` is said at the top."""
    said = [section(plain(notice), block_id="notice")] if notice else []
    shown = [_grant(grant, team, group_names) for grant in team.grants[:_SHOWN]]
    more = len(team.grants) - len(shown)
    rest = [context(plain(f"And {more} more: “bot roles list” shows all of them."))] if more > 0 else []
    empty = [] if shown else [section(plain("Nobody has been given a role yet."))]
    others = f"Everybody else is {team.default_role.named}. Of several roles, the highest counts."
    give = actions(
        button("Give a person a role", GIVE_PERSON, "give", "Give a person a role", style="primary"),
        button("Give a user group a role", GIVE_GROUP, "give", "Give a user group a role"),
        block_id="give",
    )
    return modal("Roles", CALLBACK, [*said, *shown, *empty, *rest, context(plain(others)), give])


def person_form() -> Block:
    """The form that gives a person a role, or another one."""
    return modal(
        "Role of a person",
        PERSON_CALLBACK,
        [person(WHO, "Who"), _role()],
        submit="Save",
        close="Back",
    )


def group_form(groups: Sequence[UserGroup]) -> Block:
    """The form that gives everybody in a user group a role."""
    options = [option(f"{group.name} (@{group.handle})", group.id) for group in groups]
    blocks = [select(WHO, "User group", options), _role()] if options else [section(plain(NO_GROUPS))]
    submit = "Save" if options else ""
    return modal("Role of a user group", GROUP_CALLBACK, blocks, submit=submit, close="Back")


def _role() -> Block:
    return select(ROLE, "Role", role_options(), hint="It takes the place of the one there was.")


def _grant(grant: Grant, team: Team, group_names: Mapping[str, str]) -> Block:
    who = _who(grant, team, group_names)
    by = f" by <@{escape(grant.granted_by)}>" if grant.granted_by else ""
    text = mrkdwn(f"{who} · *{grant.role.value.capitalize()}*\nGiven {when(grant.granted_at)}{by}")
    sure = confirm("Take this role away?", f"They are {team.default_role.named} again.", "Take it away")
    remove = button("Remove", REMOVE, grant.subject, "Take this role away", **sure)
    return section(text, block_id=f"role:{grant.subject}", accessory=remove)


def _who(grant: Grant, team: Team, group_names: Mapping[str, str]) -> str:
    if not is_group(grant.subject):
        return f"<@{escape(grant.subject)}>"
    name = escape(group_names.get(grant.subject) or f"User group {grant.subject}")
    count = len(team.members.get(grant.subject, []))
    return f"{name} ({count} {'person' if count == 1 else 'people'})"
