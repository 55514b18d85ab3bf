"""Is WhatsApp's customer service window open?"""

from collections.abc import Iterator
from datetime import datetime

from bot.domain.channel import WHATSAPP_WINDOW, Channel
from bot.domain.message import Draft, Purpose
from bot.domain.zones import moment_in
from bot.policy.decision import Reason
from bot.policy.facts import Facts
from bot.policy.needed_consent import awaits_opt_in

_WAYS_OUT = "Use a template, send an SMS, or wait until they write on WhatsApp."


def window(draft: Draft, facts: Facts, now: datetime) -> Iterator[Reason]:
    """Refuse words of our own on WhatsApp 24 hours after the client's last message there; templates pass.

    Source: WhatsApp Business Platform, customer service windows; Twilio answers 63016. The answer to a
    keyword follows the client's own message at once.
    """
    free = draft.is_template or draft.purpose is Purpose.KEYWORD_ANSWER
    if draft.channel is not Channel.WHATSAPP or free:
        return
    if awaits_opt_in(draft, facts):
        return  # Saying yes, the client opens it: see ``checks.opt_in``.
    last = facts.last_inbound_at
    if last is None:
        yield _closed(
            f"{facts.client_name} has not written to you on WhatsApp yet, so WhatsApp takes no text of your "
            "own."
        )
    elif last + WHATSAPP_WINDOW <= now:
        yield _over(facts, moment_in(last + WHATSAPP_WINDOW, facts.settings.time_zone))


def _over(facts: Facts, ends: str) -> Reason:
    since = f"WhatsApp's 24 hours since {facts.client_name} last wrote there"
    if facts.is_ahead:
        help_ = "Choose an earlier time, use a template now, or send an SMS."
        return _closed(f"{since} end on {ends}: it takes no text of your own after that.", help_)
    return _closed(f"{since} ended on {ends}, so WhatsApp takes no text of your own now.")


def _closed(sentence: str, help_: str = _WAYS_OUT) -> Reason:
    # WhatsApp itself refuses it, so nobody here can allow it.
    return Reason("window_closed", sentence, help_)
