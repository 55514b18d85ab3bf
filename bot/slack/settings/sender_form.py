"""The form for one sender of ours, on the page *Numbers and accounts*."""

from bot.domain.account import MAX_LABEL
from bot.domain.channel import Channel
from bot.domain.settings import SenderNote
from bot.flows.settings import senders as flow
from bot.ports import Sender
from bot.slack import windows
from bot.slack.blocks.elements import Block, option, plain, section
from bot.slack.blocks.inputs import checks, modal, text_input
from bot.slack.blocks.senders import sandbox_rules
from bot.slack.deps import Payload
from bot.slack.fields import Fields
from bot.slack.settings.page import SENDER_CALLBACK

DEFAULT, SANDBOX = "default", "sandbox"
# Before the channel and the address that the form is about.
_WHICH = "which:"


def sender_form(sender: Sender, note: SenderNote, version: int) -> Block:
    """The form with what holds now."""
    family = sender.channel.family
    on = [DEFAULT] if note.is_default else []
    on += [SANDBOX] if note.is_sandbox or sender.is_sandbox else []
    uses = [option("Taken first", DEFAULT, "For clients who were not written to from another number yet.")]
    if family is Channel.WHATSAPP:
        uses.append(option("Twilio's test number", SANDBOX, "Only who has joined it is reached."))
    blocks = [
        section(
            plain(f"{sender.name} ({family.label})"), block_id=f"{_WHICH}{family.value}:{sender.address}"
        ),
        text_input(
            flow.LABEL,
            "Name",
            value=note.label,
            placeholder="Such as Front desk",
            most=MAX_LABEL,
            optional=True,
            hint="What your team reads beside the number. Clients do not see it.",
        ),
        checks(flow.USE, "Use", uses, on, optional=True),
    ]
    if family is Channel.WHATSAPP:
        blocks.append(_words(note))
    rules = sandbox_rules(sender)
    blocks += [section(plain(" ".join(rules)), block_id="rules")] if rules else []
    kept = windows.remember(version=version)
    return modal("Number", SENDER_CALLBACK, blocks, submit="Save", close="Cancel", kept=kept)


def note_in(view: Payload) -> SenderNote:
    """What the form says."""
    named = next(each["block_id"] for each in view["blocks"] if each["block_id"].startswith(_WHICH))
    family, _, address = str(named).removeprefix(_WHICH).partition(":")
    fields = Fields(view)
    ticked = fields.options(flow.USE)
    return SenderNote(
        Channel(family),
        address,
        label=fields.text(flow.LABEL),
        is_default=DEFAULT in ticked,
        is_sandbox=SANDBOX in ticked,
        join_words=fields.text(flow.WORDS),
    )


def _words(note: SenderNote) -> Block:
    return text_input(
        flow.WORDS,
        "Words to join by",
        value=note.join_words,
        placeholder="Such as tidy-otter",
        most=flow.MAX_WORDS,
        optional=True,
        hint="Of a test number: what clients write behind “join”. It stands in Twilio's console.",
    )
