"""The tags in use that fit what is typed, and what is typed as a new one."""

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.domain.client_record import MAX_TAG
from bot.flows.clients.edit import tags_in_use
from bot.slack.blocks.client_form import tag_option
from bot.slack.choices import explaining
from bot.slack.deps import Deps, Payload

NONE = "There are no tags yet. Type one to make it."
TOO_LONG = f"A tag has at most {MAX_TAG} characters."
_LIMIT = 90


async def handle(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """Offer them."""
    typed = " ".join(str(body.get("value") or "").split())
    if len(typed) > MAX_TAG:
        await ack(options=[explaining(TOO_LONG)])
        return
    known = (await tags_in_use(deps.ctx, deps.workspace_id, typed))[:_LIMIT]
    is_new = bool(typed) and typed.casefold() not in {tag.casefold() for tag in known}
    made = [tag_option(typed, new=True)] if is_new else []
    await ack(options=[*(tag_option(tag) for tag in known), *made] or [explaining(NONE)])
