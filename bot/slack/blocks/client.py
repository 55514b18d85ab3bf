"""What a teammate sees of a client: numbers, consent by channel with its evidence, opt-outs, faults."""

from collections.abc import Mapping

from bot.domain.address_words import display
from bot.domain.client import Client
from bot.domain.consent import ConsentScope, ConsentState
from bot.domain.failure import RecipientFault
from bot.flows.clients.consent import SOURCES
from bot.flows.clients.overview import ChannelState, ConsentChange, History, Line, Overview, message_id
from bot.slack import windows
from bot.slack.blocks.client_facts import client_facts
from bot.slack.blocks.dnc import entry_words
from bot.slack.blocks.elements import (
    Block,
    actions,
    button,
    context,
    header,
    mrkdwn,
    plain,
    section,
    shortened,
    when,
)
from bot.slack.blocks.inputs import modal
from bot.slack.blocks.merged_rows import merged_rows
from bot.slack.text import escape

CALLBACK, HISTORY_CALLBACK, PICK_CALLBACK = "client", "client_history", "client_pick"
# Compose shows the first of these too, wherever consent is what is missing.
RECORD = "record_consent"
WITHDRAW, FORBID, ALLOW = "withdraw_consent", "client_dnc_add", "client_dnc_remove"
HISTORY, NEWER, OLDER = "client_history", "client_history_newer", "client_history_older"
PICK, SHOW = "client_pick", "client_show"
_SHOWN, _WORDS_SHOWN = 30, 300
STATES = {
    ConsentState.UNKNOWN: "nothing recorded",
    ConsentState.PENDING: "asked, not answered yet",
    ConsentState.EXPRESS: "given in writing",
    ConsentState.IMPLIED: "implied by your business together",
    ConsentState.WITHDRAWN: "*opted out*",
    ConsentState.EXPIRED: "*expired*",
}
SCOPES = {
    ConsentScope.TRANSACTIONAL: "for service messages",
    ConsentScope.MARKETING: "for everything, marketing too",
}
_OTHER_SOURCES = {
    "keyword": "the client's own STOP or START",
    "same_person": "the same person's opt-out at another address",
    "person": "told to a teammate",
    "review": "the client's own words",
    "opt_in": "the opt-in message on WhatsApp",
    "provider": "the carrier",
    "merge": "a merge with another client",
    "merge_undone": "the undoing of a merge",
}
# What the client had before them.
_TO = dict.fromkeys(ConsentState, "agreed to") | {
    ConsentState.PENDING: "asked",
    ConsentState.WITHDRAWN: "said no to",
    ConsentState.EXPIRED: "asked",
}
_FAULTS = {
    RecipientFault.LANDLINE: "landline",
    RecipientFault.NOT_ON_WHATSAPP: "not on WhatsApp",
    RecipientFault.NOT_IN_USE: "not in use",
}


def overview_view(seen: Overview, links: Mapping[str, str]) -> Block:
    """The window on a client. ``links`` are the addresses of messages in Slack by their ts."""
    client = seen.client
    lines = [
        section(mrkdwn(_line(line, links)), block_id=f"line:{place}")
        for place, line in enumerate(seen.lines[:_SHOWN])
    ]
    more = len(seen.lines) - len(lines)
    rest = [context(plain(f"And {more} more."))] if more > 0 else []
    none = [] if client.addresses else [section(plain("This client has no number yet."))]
    buttons = [*([_buttons(seen)] if lines else []), *merged_rows(client, seen.parts)]
    facts = client_facts(seen, links.get(seen.thread.ts, "") if seen.thread else "")
    blocks = [header(name_of(client)), *facts, *none, *lines, *rest, *buttons]
    return modal("Client", CALLBACK, blocks, kept=windows.remember(client=client.id))


def history_view(seen: History, links: Mapping[str, str]) -> Block:
    """A page of the ledger: nothing in it is ever changed."""
    rows = [section(mrkdwn(_change(change, seen, links))) for change in seen.changes]
    empty = [] if rows else [section(plain("Nothing has been recorded yet."))]
    note = context(plain("The newest first. Nothing is ever changed or taken out here."))
    blocks = [*rows, *empty, note]
    pages = _pages(seen)
    kept = windows.remember(client=seen.client.id)
    return modal("History of consent", HISTORY_CALLBACK, [*blocks, *pages], close="Back", kept=kept)


def pick_view(found: list[Client]) -> Block:
    """Several clients fit what was typed: one is chosen."""
    rows = [_candidate(client) for client in found]
    search = {"type": "actions", "block_id": "pick", "elements": [search_menu(PICK)]}
    return modal("Client", PICK_CALLBACK, [section(plain("Several clients fit. Choose one:")), *rows, search])


def search_menu(action_id: str) -> Block:
    """A menu that finds clients."""
    return {
        "type": "external_select",
        "action_id": action_id,
        "placeholder": plain("A name, a company or a phone number", 150),
        "min_query_length": 1,
    }


def name_of(client: Client) -> str:
    """The client's name; one without a name is called by the number."""
    if client.name.strip():
        return client.name
    return display(client.addresses[0].value) if client.addresses else "A client"


def source_words(source: str) -> str:
    """Where a consent came from, as people say it."""
    return SOURCES.get(source) or _OTHER_SOURCES.get(source) or source.replace("_", " ")


def _line(line: Line, links: Mapping[str, str]) -> str:
    parts = [f"*{escape(display(line.address.value))} · {line.channel.label}*", _consent(line)]
    if line.change and line.state is not ConsentState.UNKNOWN:
        parts.append(_proof(line.change, links.get(line.evidence.ts, "") if line.evidence else ""))
    if line.dnc:
        parts.append(f":no_entry: *Do not contact* · {entry_words(line.dnc)}")
    if line.under_review:
        parts.append(
            ":warning: Their words sound like an opt-out. Decide in their thread; nothing goes until then"
        )
    if line.known and line.known.last_inbound_at:
        parts.append(f"Client last wrote {when(line.known.last_inbound_at)}")
    if line.known and line.known.fault:
        parts.append(f":warning: {_fault(line.known)}")
    return "\n".join(parts)


def _consent(line: Line) -> str:
    consent, state = line.consent, line.state
    words = f"Consent: {STATES[state]}"
    if consent is None or state is ConsentState.UNKNOWN:
        return words
    words += f" since {when(consent.since)}"
    if state in {ConsentState.EXPRESS, ConsentState.IMPLIED}:
        words += f", {SCOPES[consent.scope]}"
        words += f", until {when(consent.expires_at)}" if consent.expires_at else ""
    return words


def _proof(change: ConsentChange, link: str) -> str:
    """Where it came from and what proves it: a link where the proof is a message in Slack."""
    by = f" by <@{escape(change.by)}>" if change.by else ""
    parts = [f"Source: {escape(source_words(change.source))}{by}"]
    if link:
        parts.append(f"<{escape(link)}|Open the message>")
    if proof := _evidence(change.evidence):
        parts.append(proof)
    if change.wording:
        parts.append(f"{_TO[change.state]} “{escape(shortened(change.wording, _WORDS_SHOWN))}”")
    return " · ".join(parts)


def _evidence(evidence: str) -> str:
    """What was written down as the proof. A message's id would tell nobody anything; what the carrier said
    of it does."""
    known = message_id(evidence)
    if known and message_id(rest := evidence.removeprefix(known).strip()):
        # An answer to a question of ours: its id and the question's, then what was answered.
        said = rest.removeprefix(message_id(rest)).strip()
        return f"“{escape(shortened(said, _WORDS_SHOWN))}”" if said else ""
    code = evidence.removeprefix(known).strip() if known else ""
    if known:
        return f"code {escape(code)}" if code else ""
    return f"“{escape(shortened(evidence, _WORDS_SHOWN))}”" if evidence else ""


def _fault(state: ChannelState) -> str:
    words = _FAULTS[state.fault] if state.fault else ""
    when_ = f" on {when(state.fault_at)}" if state.fault_at else ""
    code = f", code {escape(state.fault_code)}" if state.fault_code else ""
    return f"{words.capitalize()}: said by the carrier{when_}{code}"


def _change(change: ConsentChange, seen: History, links: Mapping[str, str]) -> str:
    number = display(seen.number_of(change)) if seen.number_of(change) else "a former number"
    place = seen.places.get(change.evidence)
    head = f"*{when(change.at)}* · {escape(number)} · {change.channel.label}: {STATES[change.state]}"
    until = f", until {when(change.expires_at)}" if change.expires_at else ""
    return f"{head}{until}\n{_proof(change, links.get(place.ts, '') if place else '')}"


def _buttons(seen: Overview) -> Block:
    client = seen.client
    listed = any(line.dnc for line in seen.lines)
    buttons = [
        button("Record consent", RECORD, client.id, "Record what the client has allowed"),
        button("Withdraw", WITHDRAW, client.id, "Record that the client wants nothing more"),
        button("Do not contact", FORBID, client.id, "Put a number on the do-not-contact list"),
    ]
    if listed:
        buttons.append(button("Allow contact again", ALLOW, client.id, "Take a number off the list"))
    buttons.append(button("History", HISTORY, client.id, "Show how consent came about"))
    return actions(*buttons, block_id="client")


def _pages(seen: History) -> list[Block]:
    buttons = []
    if seen.page > 0:
        buttons.append(button("Newer", NEWER, str(seen.page - 1), "Show newer entries"))
    if seen.has_more:
        buttons.append(button("Older", OLDER, str(seen.page + 1), "Show older entries"))
    return [actions(*buttons, block_id="pages")] if buttons else []


def _candidate(client: Client) -> Block:
    numbers = ", ".join(display(address.value) for address in client.addresses[:3]) or "no number"
    company = f" · {escape(client.company)}" if client.company else ""
    show = button("Show", SHOW, client.id, f"Show {name_of(client)}")
    text = mrkdwn(f"*{escape(name_of(client))}*{company}\n{escape(numbers)}")
    return section(text, block_id=f"client:{client.id}", accessory=show)
