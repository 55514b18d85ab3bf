"""The credentials of an account were submitted: keep them encrypted, and ask Twilio what it has."""

import asyncio

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.domain.account import Account, AccountLook
from bot.flows.accounts import add as flow
from bot.flows.accounts.desk import NoKeys
from bot.flows.accounts.look import look
from bot.slack.blocks.elements import Block
from bot.slack.deps import Deps, Payload
from bot.slack.fields import Fields
from bot.slack.settings.account_form import asking as asking_view
from bot.slack.settings.account_form import credentials_form, senders_form
from bot.slack.settings.asking import desk_of, given_time
from bot.slack.windows import redraw, user_of

_SILENT = "The account could not be asked just now. Type the token once more and try again."


async def handle(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """Show the account's numbers, or why it cannot be used."""
    view, user, fields = body["view"], user_of(body), Fields(body["view"])
    sid, label = fields.text(flow.SID), fields.text(flow.LABEL)
    try:
        desk = desk_of(deps)
        tried = await flow.keep_for_trial(
            deps.ctx, desk, deps.workspace_id, user, sid, fields.text(flow.TOKEN), label
        )
    except NoKeys as refused:
        await ack(response_action="errors", errors={flow.TOKEN: str(refused)})
        return
    if isinstance(tried, flow.Wrong):
        await ack(response_action="errors", errors=tried.errors)
        return
    asking = await given_time(deps, look(deps.ctx, desk, deps.workspace_id, user, tried.id))
    if asking.done():
        await ack(response_action="update", view=await _answered(deps, user, tried, asking.result()))
        return
    await ack(response_action="update", view=asking_view())
    deps.afterwards.start(_later(deps, user, str(view["id"]), tried, asking))


async def _later(
    deps: Deps, user: str, view_id: str, tried: Account, asking: "asyncio.Task[AccountLook | None]"
) -> None:
    found = await asking
    await redraw(deps, view_id, await _answered(deps, user, tried, found))


async def _answered(deps: Deps, user: str, tried: Account, found: AccountLook | None) -> Block:
    problem = _SILENT if found is None else found.problem
    if found is None or problem:
        await flow.discard(deps.ctx, deps.workspace_id, user, tried.id)
        return credentials_form(problem, tried.sid, tried.label)
    return senders_form(tried, found, deps.public_url)
