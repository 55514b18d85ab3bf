"""Has the client told us to stop, and has the client allowed what this message is?"""

from collections.abc import Iterator
from datetime import datetime

from bot.domain.consent import ConsentScope, ConsentState, DncEntry, DncSource
from bot.domain.message import Draft
from bot.domain.roles import Role
from bot.domain.zones import day_in
from bot.policy.decision import Reason
from bot.policy.facts import Facts
from bot.policy.needed_consent import Kind, Verdict, awaits_opt_in, kind_of, verdict_on

_START = "They can text START to hear from you again; until then, call or email them."


def consent(draft: Draft, facts: Facts, _now: datetime) -> Iterator[Reason]:
    """Refuse after an opt-out, during its review and for a number on the do-not-contact list, whoever asks;
    then look up in ``policy.needed_consent`` what this kind of message needs.

    Source: 47 CFR 64.1200(a)(10), revocation by any reasonable means, and (d), the business's own list. The
    one answer that confirms an opt-out may go: (a)(12).
    """
    kind = kind_of(draft, facts)
    if kind is Kind.KEYWORD_ANSWER:
        return
    channel = draft.channel.family.label
    if facts.consent is ConsentState.WITHDRAWN:
        yield Reason("opted_out", f"{facts.client_name} opted out of {channel}.", _START)
    elif (verdict := verdict_on(kind, facts)) is not Verdict.ALLOW and not awaits_opt_in(draft, facts):
        yield _missing(kind, channel, facts, verdict)
    # An entry that the client's own opt-out has made says nothing new beside it.
    if facts.dnc and (facts.consent is not ConsentState.WITHDRAWN or facts.dnc.source is DncSource.PERSON):
        yield _listed(facts.dnc, facts.settings.time_zone)
    if facts.opt_out_review:
        yield Reason(
            "opt_out_review",
            f"{facts.client_name}'s own words may be an opt-out of {channel}.",
            "Read them in the thread and decide there: Opt out, or Not an opt-out.",
        )


def _missing(kind: Kind, channel: str, facts: Facts, verdict: Verdict) -> Reason:
    """A consent that is not there, or does not go far enough. Marketing without it is nobody's to allow."""
    if kind is Kind.MARKETING:
        return Reason(
            "no_marketing_consent",
            f"{_what_there_is(channel, facts)} Marketing needs their consent to marketing, in writing.",
            "Ask for it, then record it with /client.",
        )
    return Reason(
        "no_consent",
        _what_there_is(channel, facts),
        "Record it with /client.",
        overridable_by=None if verdict is Verdict.WARN else Role.MANAGER,
        is_warning=verdict is Verdict.WARN,
    )


def _what_there_is(channel: str, facts: Facts) -> str:
    name = facts.client_name
    if facts.consent is ConsentState.PENDING:
        return f"{name} was asked for consent to {channel} and has not answered yet."
    if facts.consent is ConsentState.EXPIRED:
        return f"{name}'s consent to {channel} has expired."
    if facts.consent is ConsentState.UNKNOWN:
        return f"No consent is recorded for {name} on {channel}."
    covers = "marketing" if facts.consent_scope is ConsentScope.MARKETING else "ordinary texts"
    given = "in writing" if facts.consent is ConsentState.EXPRESS else "by an existing relationship"
    return f"{name}'s consent on {channel} is to {covers}, {given}."


def _listed(entry: DncEntry, zone: str) -> Reason:
    where = entry.channel.label if entry.channel else "every channel"
    since = day_in(entry.added_at, zone)
    return Reason(
        "do_not_contact",
        f"The number is on the do-not-contact list for {where} since {since}: {_why(entry)}.",
        "The client can text START, or a manager can take it off with /client, with evidence.",
    )


def _why(entry: DncEntry) -> str:
    told = " ".join(entry.reason.split()).rstrip(".")
    return told if entry.source is DncSource.PERSON and told else _WHY[entry.source]


_WHY = {
    DncSource.STOP: "the client texted a stop word",
    DncSource.REVIEW: "the client opted out in their own words",
    DncSource.PROVIDER: "the carrier says that the client opted out",
    DncSource.PERSON: "a teammate put it there",
}
