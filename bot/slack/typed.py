"""What stands in the compose form at this moment, read from a view's state."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from bot.domain.channel import Channel
from bot.domain.recurrences.choices import Pattern, Repeat
from bot.domain.replies import OfferedFile
from bot.flows.outbound.made_of import MadeOf
from bot.slack.blocks import compose, ready_words, repeat, verdict
from bot.slack.blocks.applied import NOTHING, Applied
from bot.slack.blocks.elements import Block, option
from bot.slack.blocks.quote import Quote
from bot.slack.emoji import to_unicode
from bot.slack.offered import file_on_web, offered_files


@dataclass(frozen=True)
class Typed:
    """The fields of the form as the person left them; ``client`` is the chosen menu option.

    ``set_aside``: the codes of what *Send anyway* was ticked for, and ``why`` the reason that was given.
    ``send_at`` (UTC): the chosen time. ``quote``: the message that is answered. ``asks``: for which client
    the form has shown that the opt-in message goes first. ``file_url``: the address of a file, which is among
    the ``files`` too.

    ``repeat`` is how often it goes, ``until`` the last day on which it may, and ``spoken`` a pattern that was
    put in words. ``template`` is the chosen option of the team's own templates, ``given`` what was said for
    the values it asks for, ``applied`` the words that the form has put into the text, ``replaced`` those that
    stood there before, and ``approved`` for which client it has shown that an approved one goes instead.
    ``is_in_front``: the form was opened for a template.
    """

    channel: Channel
    client: Block | None = None
    name: str = ""
    sender: str | None = None
    body: str = ""
    origin: str = ""
    set_aside: frozenset[str] = frozenset()
    why: str = ""
    send_at: datetime | None = None
    quote: Quote | None = None
    files: tuple[OfferedFile, ...] = ()
    asks: str = ""
    file_url: str = ""
    template: Block | None = None
    given: Mapping[str, str] = field(default_factory=dict)
    applied: Applied = NOTHING
    replaced: str = ""
    approved: str = ""
    is_in_front: bool = False
    repeat: Repeat = Repeat.NEVER
    until: date | None = None
    spoken: Pattern | None = None

    @property
    def goes_again(self) -> bool:
        """Whether it goes more than once."""
        return self.repeat is not Repeat.NEVER and self.send_at is not None

    @property
    def made_of(self) -> MadeOf | None:
        """The template that the text is of; None for words of one's own."""
        template_id = ready_words.id_in(self.template)
        if not template_id:
            return None
        shown = self.applied if self.applied.template_id == template_id else NOTHING
        return MadeOf(
            template_id,
            shown.version,
            shown.language,
            shown.occasion_id,
            tuple(sorted(self.given.items())),
            is_edited=shown.is_edited(self.body),
            as_approved=bool(self.approved) and self.approved == value_of(self.client),
        )


def typed(view: dict[str, Any], default_channel: Channel) -> Typed:
    """Read a view as block_actions and view_submission carry it."""
    state = view.get("state") or {}
    fields: Mapping[str, Any] = state.get("values") or {}
    channel = _channel(_option_value(fields, compose.CHANNEL, compose.CHANNEL_ACTION), default_channel)
    client = _option(fields, compose.CLIENT, compose.CLIENT_ACTION)
    file_url = _text(fields, compose.FILE_URL, compose.FILE_URL_ACTION).strip()
    return Typed(
        channel=channel,
        client=client,
        name=_text(fields, compose.NAME, compose.NAME_ACTION).strip(),
        sender=_option_value(fields, compose.sender_block_id(channel, client), compose.SENDER_ACTION),
        # Slack's text field hands emoji out as codes.
        body=to_unicode(_body(fields)),
        origin=compose.origin_of(view),
        set_aside=compose.against_in(view) if _is_ticked(fields) else frozenset(),
        why=why_of(view),
        send_at=_moment(fields, compose.SEND_AT, compose.SEND_AT_ACTION),
        quote=compose.quote_in(view),
        asks=compose.asks_in(view),
        files=(
            *offered_files(_element(fields, compose.FILES, compose.FILES_ACTION)),
            *file_on_web(file_url),
        ),
        file_url=file_url,
        template=_option(fields, ready_words.READY, ready_words.READY_ACTION),
        given=_given(fields, client),
        applied=compose.applied_in(view),
        replaced=ready_words.replaced_in(view),
        approved=compose.approved_in(view),
        is_in_front=compose.is_for_template(view),
        repeat=_repeat(_option_value(fields, repeat.REPEAT, repeat.REPEAT_ACTION)),
        until=_day(fields, repeat.UNTIL, repeat.UNTIL_ACTION),
        spoken=compose.spoken_in(view),
    )


def why_of(view: dict[str, Any]) -> str:
    """The reason given for an override; empty when there is none."""
    fields: Mapping[str, Any] = (view.get("state") or {}).get("values") or {}
    return _text(fields, verdict.WHY, verdict.WHY_ACTION).strip()


def value_of(chosen: Block | None) -> str | None:
    """The value of a chosen option."""
    return str(chosen["value"]) if chosen else None


def _body(fields: Mapping[str, Any]) -> str:
    """The text; its block has another id for the words of another template."""
    found = (each[compose.BODY_ACTION] for each in fields.values() if compose.BODY_ACTION in each)
    return str((next(found, None) or {}).get("value") or "")


def _given(fields: Mapping[str, Any], client: Block | None) -> dict[str, str]:
    """What was said for this client, by the name of the value."""
    named = {ready_words.named_in(block, client): block for block in fields}
    action = ready_words.VALUE_ACTION
    return {name: to_unicode(_text(fields, block, action)).strip() for name, block in named.items() if name}


def _is_ticked(fields: Mapping[str, Any]) -> bool:
    """Whether *Send anyway* is ticked; its block has another id for other reasons."""
    return any(
        (elements.get(verdict.OVERRIDE_ACTION) or {}).get("selected_options")
        for elements in fields.values()
        if isinstance(elements, dict)
    )


def _element(fields: Mapping[str, Any], block: str, action: str) -> Mapping[str, Any]:
    return (fields.get(block) or {}).get(action) or {}


def _text(fields: Mapping[str, Any], block: str, action: str) -> str:
    return str(_element(fields, block, action).get("value") or "")


def _moment(fields: Mapping[str, Any], block: str, action: str) -> datetime | None:
    chosen = _element(fields, block, action).get("selected_date_time")
    return datetime.fromtimestamp(int(chosen), UTC) if chosen else None


def _day(fields: Mapping[str, Any], block: str, action: str) -> date | None:
    chosen = _element(fields, block, action).get("selected_date")
    return date.fromisoformat(str(chosen)) if chosen else None


def _repeat(value: str | None) -> Repeat:
    return Repeat(value) if value in set(Repeat) else Repeat.NEVER


def _option(fields: Mapping[str, Any], block: str, action: str) -> Block | None:
    """The chosen option built anew: Slack adds to what it hands out."""
    selected = _element(fields, block, action).get("selected_option")
    if not selected or not selected.get("value"):
        return None
    label = str((selected.get("text") or {}).get("text") or "")
    description = str((selected.get("description") or {}).get("text") or "")
    return option(label, str(selected["value"]), description)


def _option_value(fields: Mapping[str, Any], block: str, action: str) -> str | None:
    return value_of(_option(fields, block, action))


def _channel(value: str | None, default: Channel) -> Channel:
    try:
        return Channel(value) if value else default
    except ValueError:
        return default
