"""The form for a trigger: for what it is, with which words, where it goes and when, and what stops it."""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.domain.occasion import OccasionKind
from bot.domain.offsets import offset_words, settled, trouble_with
from bot.domain.planning import MORNING
from bot.domain.trigger import Offset, Stop, Unit, When
from bot.slack.blocks.elements import Block, context, mrkdwn, option, plain, section
from bot.slack.blocks.inputs import channel, checks, field, heard, modal, searched, select, text_input
from bot.slack.blocks.occasion_words import KINDS
from bot.slack.blocks.trigger_list import STOPS, WHO_IS_NEW
from bot.slack.text import escape

CALLBACK = "trigger_form"
KIND, TEMPLATE, WHERE, SLACK_CHANNEL = "trigger_kind", "trigger_template", "trigger_where", "trigger_slack"
OFFSETS, OTHER, STOPPED, IS_ON = "trigger_offsets", "trigger_other", "trigger_stops", "trigger_is_on"
LAST_USED, SMS, WHATSAPP, SLACK = "last", "sms", "whatsapp", "slack"
ON = "on"
MAX_OTHER = 500

_WHERE = (
    ("To the client, by what they used last", LAST_USED),
    ("To the client by SMS", SMS),
    ("To the client by WhatsApp", WHATSAPP),
    ("Into a Slack channel, for your team", SLACK),
)
_EVENTS = (Offset(When.AT_ONCE), Offset(When.MOVED), Offset(When.CANCELLED))
_HOURS = tuple(Offset(When.BEFORE, hours, Unit.HOURS) for hours in (48, 24, 4, 2, 1))
_DAYS_BEFORE = tuple(Offset(When.BEFORE, days, Unit.DAYS, MORNING) for days in (7, 3, 2, 1, 0))
_DAYS_AFTER = tuple(Offset(When.AFTER, days, Unit.DAYS, MORNING) for days in (1, 3, 7))
_COMMON = (*_EVENTS, *_HOURS, *_DAYS_BEFORE, *_DAYS_AFTER)
_STOPS_OF = {
    OccasionKind.APPOINTMENT: (Stop.CONFIRMED, Stop.REPLIED),
    OccasionKind.PAYMENT: (Stop.PAID, Stop.REPLIED),
    OccasionKind.DOCUMENT: (Stop.REPLIED,),
    OccasionKind.NEW_CLIENT: (Stop.REPLIED,),
}


@dataclass(frozen=True)
class TriggerForm:
    """What the form shows. ``template`` is the chosen option; ``offsets`` those chosen in the menu and
    ``other`` further ones in words. ``warning``: what may keep a text from going; ``notice``: what there
    is to say first. ``kept`` goes with it as private metadata."""

    kind: OccasionKind
    template: Block | None = None
    where: str = LAST_USED
    slack_channel: str = ""
    offsets: tuple[Offset, ...] = ()
    other: str = ""
    stops: frozenset[Stop] = frozenset()
    is_on: bool = True
    warning: str = ""
    notice: str = ""
    is_new: bool = True
    kept: str = ""


def trigger_form(form: TriggerForm) -> Block:
    """The form."""
    blocks = [
        *([section(plain(form.notice), block_id="notice")] if form.notice else []),
        *([section(mrkdwn(f":warning: {escape(form.warning)}"), block_id="warning")] if form.warning else []),
        heard(select(KIND, "For what", [option(*each) for each in _kinds()], value=form.kind.value)),
        *_who(form),
        _template(form),
        heard(select(WHERE, "Where it goes", [option(*each) for each in _WHERE], value=form.where)),
        *_slack_channel(form),
        _offsets(form),
        _other(form),
        _stops(form),
        _is_on(form),
        context(
            plain("Every text is checked again when it goes: consent, quiet hours, opt-outs and the rest.")
        ),
    ]
    title = "Add a trigger" if form.is_new else "Change the trigger"
    return modal(title, CALLBACK, blocks, submit="Save", close="Cancel", kept=form.kept)


def common(kind: OccasionKind) -> tuple[Offset, ...]:
    """What the menu offers for a kind."""
    return settled(kind, (each for each in _COMMON if not trouble_with(kind, each)))


def parted(kind: OccasionKind, offsets: Iterable[Offset]) -> tuple[tuple[Offset, ...], str]:
    """Those that the menu has, and the others in words."""
    offered, listed = common(kind), tuple(offsets)
    others = [offset_words(each) for each in listed if each not in offered]
    return tuple(each for each in listed if each in offered), ", ".join(others)


def offsets_block(kind: OccasionKind) -> str:
    """The menu's block: another one for each kind, as Slack keeps what was chosen in a block by its name."""
    return f"{OFFSETS}:{kind.value}"


def stops_block(kind: OccasionKind) -> str:
    """The same of what stops it."""
    return f"{STOPPED}:{kind.value}"


def _kinds() -> list[tuple[str, str]]:
    return [(label, kind.value) for kind, label in KINDS.items()]


def _who(form: TriggerForm) -> list[Block]:
    if form.kind is not OccasionKind.NEW_CLIENT:
        return []
    return [context(plain(WHO_IS_NEW), block_id="who_is_new")]


def _template(form: TriggerForm) -> Block:
    hint = "The words are those of the template as it is when the text goes. Make others in /templates."
    menu = searched(TEMPLATE, "Template", form.template, "Its name, or words in it", least=0, hint=hint)
    return heard(menu | {"optional": False})


def _slack_channel(form: TriggerForm) -> list[Block]:
    if form.where != SLACK:
        return []
    hint = "The app must be in it. Type /invite @Threadline there."
    menu = channel(SLACK_CHANNEL, "Slack channel", form.slack_channel, hint)
    return [menu | {"optional": False}]


def _offsets(form: TriggerForm) -> Block:
    options = [option(offset_words(each), each.code) for each in common(form.kind)]
    chosen = [each.code for each in form.offsets]
    element: Block = {
        "type": "multi_static_select",
        "action_id": OFFSETS,
        "placeholder": plain("Choose times", 150),
        "options": options,
    }
    initial = [each for each in options if each["value"] in chosen]
    if initial:
        element["initial_options"] = initial
    return field(offsets_block(form.kind), "When", element, optional=True)


def _other(form: TriggerForm) -> Block:
    return text_input(
        OTHER,
        "At other times",
        value=form.other,
        placeholder="Such as 5 days before at 4 PM, 90 minutes before",
        most=MAX_OTHER,
        optional=True,
        hint="With commas between them. Days are those of the client's calendar.",
    )


def _stops(form: TriggerForm) -> Block:
    options = [option(f"Once {STOPS[stop]}", stop.value) for stop in _STOPS_OF[form.kind]]
    ticked = [each["value"] for each in options if Stop(each["value"]) in form.stops]
    element: Block = {"type": "checkboxes", "action_id": STOPPED, "options": options}
    initial = [each for each in options if each["value"] in ticked]
    if initial:
        element["initial_options"] = initial
    hint = "What is cancelled stops it in any case."
    return field(stops_block(form.kind), "Not any more", element, hint=hint, optional=True)


def _is_on(form: TriggerForm) -> Block:
    options = [option("On: texts go by themselves", ON)]
    return checks(IS_ON, "Switch", options, [ON] if form.is_on else [], optional=True)
