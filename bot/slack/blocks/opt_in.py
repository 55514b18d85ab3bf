"""The opt-in message in words: on the card, and before it is sent."""

from bot.domain.channel import Channel
from bot.domain.consent import ConsentState
from bot.domain.conversation import Card
from bot.domain.opt_in import OptIn, OptInState
from bot.flows.opt_in.offer import Offered
from bot.slack.blocks.elements import Block, context, mrkdwn, plain, section, when, whole

# What holds by now may have come about another way since; then the line would mislead.
_STILL = {OptInState.AGREED: ConsentState.EXPRESS, OptInState.REFUSED: ConsentState.WITHDRAWN}


def opt_in_words(card: Card) -> str:
    """Where the question stands whether the client wants WhatsApp; empty where there is nothing to say."""
    asked = card.opt_in
    if asked is None or not _holds(card, asked):
        return ""
    return f"*WhatsApp:* {_words(asked)}" if asked.state in _SHOWN else ""


def question_blocks(offered: Offered) -> list[Block]:
    """What the client would be asked and what that costs, for who is about to send it."""
    lead = ":speech_balloon: *Send the opt-in message?* They have not agreed to WhatsApp messages yet."
    after = "Your text waits for their yes, for 72 hours at most, and can be taken back or sent as an SMS."
    answers = f"They can press: {' · '.join(offered.buttons)}. " if offered.buttons else ""
    cost = f"{answers}The opt-in message costs about {offered.cost.shown}."
    return [
        section(mrkdwn(f"{lead} {after}"), block_id="opt_in"),
        context(plain("They will read:")),
        *whole(offered.text),
        context(plain(cost)),
    ]


def _holds(card: Card, asked: OptIn) -> bool:
    wanted = _STILL.get(asked.state)
    return wanted is None or any(
        consent.state is wanted
        for consent in card.consents
        if consent.address_id == asked.address_id and consent.channel is Channel.WHATSAPP
    )


def _words(asked: OptIn) -> str:
    if asked.state is OptInState.AGREED:
        return f"agreed to the opt-in message{_on(asked)}."
    if asked.state is OptInState.REFUSED:
        return f"did not want it{_on(asked)}. A yes from them opts in at any time."
    if asked.state is OptInState.SILENT:
        return f"asked on {when(asked.asked_at)}, no answer within 72 hours."
    wrote = "neither yes nor no so far" if asked.wrote_at else "no answer yet"
    return f"asked on {when(asked.asked_at)} whether they want it, {wrote}."


def _on(asked: OptIn) -> str:
    return f" on {when(asked.answered_at)}" if asked.answered_at else ""


_SHOWN = frozenset({OptInState.ASKED, OptInState.SILENT, *_STILL})
