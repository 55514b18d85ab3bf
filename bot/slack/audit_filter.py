"""What is chosen in the audit's filters, read from its window."""

from bot.flows.team.audit import Wanted
from bot.slack import choices
from bot.slack.blocks.audit import ALL, CLIENT, DAYS, WHAT, WHO
from bot.slack.blocks.elements import Block, option
from bot.slack.deps import Payload
from bot.slack.fields import Fields


def wanted_of(view: Payload) -> Wanted:
    """The filters as they stand."""
    fields = Fields(view)
    client = chosen_client(view)
    days = _option(fields, DAYS)
    return Wanted(
        actor=str(fields.of_action(WHO).get("selected_user") or ""),
        action=_option(fields, WHAT),
        client_id=(choices.read(str(client["value"])).client_id or "") if client else "",
        days=int(days) if days.isdecimal() else 0,
    )


def chosen_client(view: Payload) -> Block | None:
    """The chosen client's option built anew: Slack adds to what it hands out."""
    selected = Fields(view).of_action(CLIENT).get("selected_option")
    if not selected:
        return None
    return option(str((selected.get("text") or {}).get("text") or ""), str(selected.get("value") or ""))


def _option(fields: Fields, action_id: str) -> str:
    value = str((fields.of_action(action_id).get("selected_option") or {}).get("value") or "")
    return "" if value == ALL else value
