"""*Test* beside an account on the page *Numbers and accounts*."""

import asyncio

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.domain.account import Account, AccountLook
from bot.flows.accounts.desk import NoKeys
from bot.flows.accounts.look import account_of, look
from bot.flows.accounts.missing import missing
from bot.slack.blocks.notices import notice_view
from bot.slack.deps import Deps, Payload
from bot.slack.settings.asking import desk_of, given_time
from bot.slack.windows import pressed_value, redraw, say, show, user_of

_TITLE = "Test"
_ASKING = "Twilio is being asked. Its answer comes into this window by itself."
_GONE = "This account is not there any more. Close this and open the settings anew."
_SILENT = "The account could not be asked just now. Try again in a minute."


async def handle(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """Ask Twilio, and say what it answers; what takes longer than a window may wait comes into it later."""
    desk, account_id = desk_of(deps), pressed_value(body)
    account = await account_of(deps.ctx, deps.workspace_id, user_of(body), account_id)
    await ack()
    if account is None or desk.vault is None:
        await say(deps, body, str(NoKeys()) if account else _GONE)
        return
    asking = await given_time(deps, look(deps.ctx, desk, deps.workspace_id, user_of(body), account_id))
    shown = await show(deps, body, notice_view(_TITLE, _words(account, asking)))
    if not asking.done():
        deps.afterwards.start(_later(deps, str(shown.get("id") or ""), account, asking))


async def _later(
    deps: Deps, view_id: str, account: Account, asking: "asyncio.Task[AccountLook | None]"
) -> None:
    await asking
    await redraw(deps, view_id, notice_view(_TITLE, _words(account, asking)))


def _words(account: Account, asking: "asyncio.Task[AccountLook | None]") -> str:
    if not asking.done():
        return _ASKING
    found = asking.result()
    if found is None:
        return _SILENT
    problems = [found.problem] if found.problem else list(missing(account, found))
    return " ".join(problems) or f"{account.shown} answers and has the numbers that are set up."
