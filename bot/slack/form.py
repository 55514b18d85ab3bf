"""Builds the compose form from what is typed so far and what the flows know about it."""

import logging
from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.channel import Channel
from bot.domain.scheduling import next_full_hour
from bot.flows.outbound.compose import ComposeRequest
from bot.flows.outbound.preview import Preview, preview
from bot.flows.settings.workspace import time_zone
from bot.slack import choices, filling, repeating
from bot.slack.blocks.compose import BODY_LIMIT, ComposeForm, compose_view
from bot.slack.blocks.elements import Block
from bot.slack.blocks.preview import words
from bot.slack.blocks.ready_words import ReadyWords
from bot.slack.blocks.repeat import Repeats
from bot.slack.deps import Deps
from bot.slack.failures import described
from bot.slack.filling import Filling
from bot.slack.typed import Typed, value_of

log = logging.getLogger(__name__)

NO_PREVIEW = "The size of the text cannot be told just now; sending still works."
CUT = f"The text was longer than the {BODY_LIMIT:,} characters a form can hold: its end is missing."


def channels(deps: Deps) -> tuple[Channel, ...]:
    """The channels that have a sender, in the order people expect."""
    return tuple(each for each in (Channel.SMS, Channel.WHATSAPP) if deps.ctx.senders_for(each))


async def next_hour(deps: Deps) -> datetime:
    """The time (UTC) that is offered to who wants to schedule a text: the next full hour."""
    zone = await time_zone(deps.ctx, deps.workspace_id)
    return next_full_hour(deps.ctx.clock.now(), zone)


async def build(deps: Deps, user: str, entered: Typed, notice: str = "") -> Block:
    """The modal for what ``user`` has entered; ``notice`` is said at its top."""
    cut = CUT if len(entered.body) > BODY_LIMIT else ""
    if cut:
        # All that is said below the text is of what stands in it.
        entered = replace(entered, body=entered.body[:BODY_LIMIT])
    seen = await _foreseen(deps, user, entered)
    entered, found = seen.filled.entered, seen.found
    return compose_view(
        ComposeForm(
            channel=entered.channel,
            channels=seen.offered,
            senders=deps.ctx.senders_for(entered.channel),
            client=entered.client,
            is_new_client=_choice(entered).new_number is not None,
            name=entered.name,
            sender=found.sender.address if found and found.sender else entered.sender,
            body=entered.body,
            notice=" ".join(part for part in (notice, cut) if part),
            preview=words(found) if found else [NO_PREVIEW],
            verdict=found.verdict if found else None,
            origin=entered.origin,
            send_at=entered.send_at,
            trouble=found.trouble if found else "",
            quote=entered.quote,
            owner=found.owner if found else "",
            file_url=entered.file_url,
            buckets=_buckets(deps),
            words=_words(seen.filled, found),
            repeats=seen.repeats,
        )
    )


@dataclass(frozen=True)
class _Foreseen:
    """What follows from what is entered: with a template's words in it, what sending it would mean, the
    channels that reach the client, and how often it goes."""

    filled: Filling
    found: Preview | None
    offered: tuple[Channel, ...]
    repeats: Repeats


async def _foreseen(deps: Deps, user: str, entered: Typed) -> _Foreseen:
    filled = await fill(deps, user, entered)
    found = await _preview(deps, user, filled.entered)
    offered = _offered(deps, found)
    if entered.channel not in offered:
        # Somebody without a phone number takes WhatsApp only.
        filled = await fill(deps, user, replace(entered, channel=offered[0], sender=None))
        found = await _preview(deps, user, filled.entered)
    repeats = await repeating.repeats(deps, user, filled.entered, found)
    if repeats.coming and not (found and found.trouble) and repeats.coming[0] != entered.send_at:
        # It is the first time on which it goes that counts, not the one that was chosen.
        found = await _preview(deps, user, replace(filled.entered, send_at=repeats.coming[0]))
    return _Foreseen(filled, _once_or_again(filled.entered, found), offered, repeats)


def _once_or_again(entered: Typed, found: Preview | None) -> Preview | None:
    """For what goes again and again nobody is asked for consent first, and no rule is set aside: each time is
    decided on its own."""
    if found is None or found.verdict is None or not entered.goes_again:
        return found
    return replace(found, verdict=replace(found.verdict, opt_in=None, may_override=False, set_aside=False))


async def fill(deps: Deps, user: str, entered: Typed) -> Filling:
    """What is entered, with the words of the template that is chosen in the text."""
    return await filling.fill(deps, entered, request_of(user, entered, _choice(entered)))


def _choice(entered: Typed) -> choices.Choice:
    return choices.read(value_of(entered.client))


def _words(filled: Filling, found: Preview | None) -> ReadyWords:
    """The part of the form that is about templates."""
    entered, goes_as = filled.entered, found.goes_as if found else None
    asked = dict.fromkeys((*filled.asked, *(goes_as.asked if goes_as else ())))
    return ReadyWords(
        chosen=entered.template,
        applied=entered.applied,
        asked=tuple((name, entered.given.get(name, "")) for name in asked),
        waits=filled.waits,
        has_body=filled.has_body,
        replaced=entered.replaced,
        instead=found.instead if found else "",
        is_in_front=entered.is_in_front,
    )


def _buckets(deps: Deps) -> tuple[str, ...]:
    """The team's own buckets from which files can be sent by their address."""
    desk = deps.ctx.media
    return desk.buckets.named if desk and desk.buckets else ()


def _offered(deps: Deps, found: Preview | None) -> tuple[Channel, ...]:
    """The channels that have a sender and reach the client; all of them where none does both."""
    usable = channels(deps)
    reached = found.channels if found else ()
    return tuple(channel for channel in usable if channel in reached) or usable


def request_of(user: str, entered: Typed, choice: choices.Choice, intent_key: str = "") -> ComposeRequest:
    """What is entered, as the flows take it: the same for the preview as for the submission."""
    return ComposeRequest(
        intent_key=intent_key,
        user=user,
        client_id=choice.client_id,
        new_number=choice.new_number,
        new_name=entered.name or None,
        channel=entered.channel,
        sender=entered.sender or "",
        body=entered.body,
        set_aside=entered.set_aside,
        why=entered.why,
        send_at=entered.send_at,
        files=entered.files,
        # Another client, chosen since, is another question.
        asks_consent=bool(entered.asks) and entered.asks == value_of(entered.client),
        made_of=entered.made_of,
    )


async def _preview(deps: Deps, user: str, entered: Typed) -> Preview | None:
    """A form without a preview is better than none, so its failure is told there and logged."""
    try:
        return await preview(deps.ctx, deps.workspace_id, request_of(user, entered, _choice(entered)))
    except Exception as error:
        log.error("The preview failed: %s", described(error))  # noqa: TRY400 - not its message.
        return None
