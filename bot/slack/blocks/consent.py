"""The forms by which a teammate records consent, or that it was withdrawn."""

from bot.domain.address_words import display
from bot.domain.channel import Channel
from bot.domain.client import Client
from bot.domain.consent import ConsentScope, ConsentState
from bot.flows.clients import consent as flow
from bot.slack import windows
from bot.slack.blocks.client import name_of
from bot.slack.blocks.elements import Block, option, plain, section
from bot.slack.blocks.inputs import checks, day, modal, radio, select, text_input

RECORD_CALLBACK, WITHDRAW_CALLBACK = "record_consent", "withdraw_consent"
KIND, SCOPE, SOURCE, WORDING = "kind", "scope", "source", "wording"


def record_form(client: Client, over: str = "") -> Block:
    """What the client has allowed; ``over`` is the callback id of the window below, to be drawn anew."""
    return modal(
        "Record consent",
        RECORD_CALLBACK,
        [
            *_whose(client),
            radio(
                KIND,
                "How it was given",
                [
                    option("In writing", ConsentState.EXPRESS.value, "Signed, ticked or texted"),
                    option("Implied", ConsentState.IMPLIED.value, "By your business together"),
                ],
                ConsentState.EXPRESS.value,
            ),
            select(
                SCOPE,
                "For what",
                [
                    option("Service messages", ConsentScope.TRANSACTIONAL.value, "Such as reminders"),
                    option("Everything, marketing too", ConsentScope.MARKETING.value),
                ],
                value=ConsentScope.TRANSACTIONAL.value,
            ),
            select(SOURCE, "Where it comes from", _sources()),
            text_input(
                flow.EVIDENCE,
                "Proof",
                placeholder="A link, or where the paper lies",
                most=flow.MAX_WORDS,
                optional=True,
                hint="Needed for written consent, and after an opt-out.",
            ),
            text_input(
                WORDING,
                "Words the client agreed to",
                most=flow.MAX_WORDS,
                optional=True,
                multiline=True,
            ),
            day(flow.EXPIRES, "Holds until", "Empty: until the client takes it back."),
        ],
        submit="Record",
        close="Cancel",
        kept=windows.remember(client=client.id, over=over),
    )


def withdraw_form(client: Client, over: str = "") -> Block:
    """That the client wants nothing more."""
    return modal(
        "Withdraw consent",
        WITHDRAW_CALLBACK,
        [
            *_whose(client),
            text_input(
                flow.EVIDENCE,
                "How the client has said so",
                placeholder="Such as: on the phone this morning",
                most=flow.MAX_WORDS,
                multiline=True,
                hint="Nothing more goes there until they text START, or a manager records new consent. On "
                "WhatsApp it holds for the client's account behind the number as well.",
            ),
        ],
        submit="Withdraw",
        close="Cancel",
        kept=windows.remember(client=client.id, over=over),
    )


def _sources() -> list[Block]:
    return [option(name, code) for code, name in flow.SOURCES.items()]


def _whose(client: Client) -> list[Block]:
    """Which of the client's numbers, all at first, and on which channels."""
    numbers = [option(display(address.value), address.id) for address in client.addresses]
    channels = [option(channel.label, channel.value) for channel in (Channel.SMS, Channel.WHATSAPP)]
    return [
        section(plain(name_of(client))),
        checks(flow.NUMBERS, "Numbers", numbers, [address.id for address in client.addresses]),
        checks(flow.CHANNELS, "On", channels, [Channel.SMS.value]),
    ]
