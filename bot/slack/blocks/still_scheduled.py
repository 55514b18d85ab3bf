"""The word to the author of a scheduled text that something was written before it goes."""

from bot.domain.thread import StillScheduledPost
from bot.slack.blocks.elements import Block, Rendered, fallback, mrkdwn, section, when
from bot.slack.blocks.offers import offer_buttons
from bot.slack.text import escape, shown


def still_scheduled(said: StillScheduledPost) -> Rendered:
    """Who wrote, when the text goes, and what can be done about it."""
    name = " ".join(shown(said.client_name).split()) or "the client"
    who = f"<@{escape(said.by)}> has written to {escape(name)}" if said.by else f"{escape(name)} has written"
    words = f"*{who[0].upper()}{who[1:]}.* Your scheduled text still goes: {when(said.until)}."
    blocks: list[Block] = [section(mrkdwn(f"<@{escape(said.user)}> {words}")), *offer_buttons(said.offers)]
    return Rendered(fallback(f"{name} has been in touch. Your scheduled text still goes."), blocks)
