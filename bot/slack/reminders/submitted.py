"""A submitted form as the flows take it, and what stands against it at the fields of the form."""

from dataclasses import replace
from typing import Any

from bot.domain.occasion import Details, Occasion, OccasionKind
from bot.domain.typed_money import NotMoney, read_money
from bot.flows.occasions.listing import occasion_by_id
from bot.flows.occasions.wanted import Wanted
from bot.flows.settings.workspace import currency
from bot.slack.blocks import occasion_form as form
from bot.slack.blocks.occasion_form import FIELDS, Entered
from bot.slack.deps import Deps, Payload
from bot.slack.reminders.form import the_clock, time_of
from bot.slack.reminders.kept import Kept, choice_of

CHOOSE_CLIENT = "Choose a client, or type a full phone number such as +1 202-555-0123."
GONE = "This is not there any more. Close the form, and set a new one."

_BLOCK_OF = {
    "client": form.CLIENT,
    "client.name": form.NEW_NAME,
    # The client's: an invoice's is never too long here.
    "number": form.CLIENT,
    "at": form.AT,
    "day": form.DAY,
    "phone": form.PHONE,
    "amount": form.AMOUNT,
    "link": form.LINK,
    "place": form.PLACE,
    "name": form.NAME,
}


class NotWanted(Exception):
    """It cannot be read as a wish; ``errors`` by the flows' names of the fields."""

    def __init__(self, errors: dict[str, str]) -> None:
        super().__init__(*errors)
        self.errors = errors


async def wanted_of(deps: Deps, user: str, view: Payload, entered: Entered, kept: Kept) -> Wanted:
    """The wish. Raises NotWanted."""
    choice = choice_of(entered, kept)
    if not (choice.client_id or choice.new_number):
        raise NotWanted({"client": CHOOSE_CLIENT})
    known = await _known(deps, kept)
    moment = await time_of(deps, entered, kept, await the_clock(deps, entered, kept))
    return Wanted(
        kind=entered.kind,
        source="slack",
        user=user,
        occasion_id=kept.occasion or None,
        client_id=choice.client_id,
        number=choice.new_number or "",
        name=entered.new_name,
        at=moment.at if moment else None,
        day=entered.day if entered.kind is OccasionKind.PAYMENT else None,
        details=await _details(deps, entered, known),
        says_all=True,
        # One form is one wish: Slack may hand the same submission in twice.
        intent_key=f"view:{view['id']}",
    )


def is_whole(view: Payload, kind: OccasionKind) -> bool:
    """Whether the form shows every field of the kind that is chosen in it."""
    return set(FIELDS[kind]) <= {str(block.get("block_id")) for block in view["blocks"]}


def at_fields(errors: dict[str, str], view: Payload) -> dict[str, str]:
    """The errors by block id; one whose field is not shown stands at the first that is."""
    shown = [str(block["block_id"]) for block in view["blocks"] if block["type"] == "input"]
    placed: dict[str, str] = {}
    for name, sentence in errors.items():
        block = _BLOCK_OF.get(name, "")
        known = block if block in shown else shown[0]
        placed[known] = f"{placed[known]} {sentence}" if known in placed else sentence
    return placed


async def _known(deps: Deps, kept: Kept) -> Occasion | None:
    if not kept.occasion:
        return None
    seen = await occasion_by_id(deps.ctx, deps.workspace_id, kept.occasion)
    if seen is None:
        raise NotWanted({"ref": GONE})
    return seen.occasion


async def _details(deps: Deps, entered: Entered, known: Occasion | None) -> Details:
    """What the form shows, over what is known besides."""
    before = known.details if known else Details()
    typed: dict[str, dict[str, Any]] = {
        form.NAME: {"name": entered.name},
        form.PLACE: {"place": entered.place},
        form.PHONE: {"phone": entered.phone},
        form.NUMBER: {"number": entered.number},
        form.LINK: {"link": entered.link},
    }
    for block in FIELDS[entered.kind]:
        before = replace(before, **typed.get(block, {}))
    if form.AMOUNT not in FIELDS[entered.kind]:
        return before
    if not entered.amount:
        return replace(before, amount=None)
    try:
        amount = read_money(entered.amount, await currency(deps.ctx, deps.workspace_id))
    except NotMoney as problem:
        raise NotWanted({"amount": str(problem)}) from None
    return replace(before, amount=amount)
