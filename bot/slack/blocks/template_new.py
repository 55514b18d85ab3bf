"""The window in which somebody writes a template: what it says, what stands around it, and what it is for."""

from dataclasses import dataclass, field

from bot.domain.template import Category, TemplateKind
from bot.domain.template_buttons import MAX_BUTTONS, MAX_LINK, MAX_REPLY, MAX_ROWS
from bot.domain.template_languages import in_order, name_of
from bot.domain.template_lines import MAX_BODY, MAX_FOOTER, MAX_HEADER
from bot.slack.blocks.elements import Block, option, plain, section
from bot.slack.blocks.inputs import modal, radio, select, text_input

CALLBACK = "template_new"
KIND_ACTION = "template_kind"

NAME, LANGUAGE, CATEGORY, KIND = "name", "language", "category", "kind"
HEADER, BODY, FOOTER, MEDIA = "header", "body", "footer", "media"
REPLIES, ROWS, LIST_BUTTON = "replies", "rows", "list_button"
# What stands on each button that leads somewhere, and where to.
LINKS = (("link_1", "link_1_url"), ("link_2", "link_2_url"))
CALL = ("call", "call_number")

_MAX_NAME = 100
_DEFAULT_LANGUAGE = "en"
_CATEGORIES = (
    option("Utility", Category.UTILITY.value, "About something the client has booked, bought or asked for."),
    option(
        "Marketing", Category.MARKETING.value, "Offers, news and invitations. Needs consent to marketing."
    ),
)
_KINDS = {
    TemplateKind.TEXT: "Words alone",
    TemplateKind.QUICK_REPLY: "Words with buttons to answer by",
    TemplateKind.CALL_TO_ACTION: "Words with buttons that open a website or call",
    TemplateKind.MEDIA: "A picture, a video or a PDF with words",
    TemplateKind.CARD: "A card: a title or a file, words and any buttons",
    TemplateKind.LIST: "A list to pick from (only to answer a client)",
}
# Which parts a kind has beside its words.
_HAS = {
    TemplateKind.TEXT: (HEADER, FOOTER),
    TemplateKind.QUICK_REPLY: (HEADER, FOOTER, REPLIES),
    TemplateKind.CALL_TO_ACTION: (HEADER, FOOTER, "links"),
    TemplateKind.MEDIA: (MEDIA, FOOTER),
    TemplateKind.CARD: (HEADER, MEDIA, FOOTER, REPLIES, "links"),
    TemplateKind.LIST: (ROWS, LIST_BUTTON),
}


@dataclass(frozen=True)
class Written:
    """What stands in the window: each field by its block, and the kind, by which others are shown."""

    kind: TemplateKind = TemplateKind.TEXT
    fields: dict[str, str] = field(default_factory=dict)


def new_view(written: Written, *, error: str = "", kept: str = "") -> Block:
    """The window for what was written so far; ``error`` is said at its top."""
    has = _HAS[written.kind]
    blocks = [
        *([section(plain(error), block_id="error")] if error else []),
        _name(written),
        select(LANGUAGE, "Language", _languages(), value=written.fields.get(LANGUAGE) or _DEFAULT_LANGUAGE),
        radio(CATEGORY, "What it is for", _CATEGORIES, _category(written)),
        _kind(written.kind),
        *([_header(written)] if HEADER in has else []),
        *([_media(written)] if MEDIA in has else []),
        _body(written),
        *([_footer(written)] if FOOTER in has else []),
        *([_replies(written)] if REPLIES in has else []),
        *(_links(written) if "links" in has else []),
        *(_list(written) if ROWS in has else []),
    ]
    return modal("New template", CALLBACK, blocks, submit="Next", close="Cancel", kept=kept)


def _languages() -> list[Block]:
    return [option(name_of(code), code) for code in in_order()]


def _category(written: Written) -> str:
    return written.fields.get(CATEGORY) or Category.UTILITY.value


def _name(written: Written) -> Block:
    return text_input(
        NAME,
        "Name",
        value=written.fields.get(NAME, ""),
        placeholder="Such as appointment reminder",
        hint="Clients do not see it. It becomes lower case with underscores, as WhatsApp wants it.",
        most=_MAX_NAME,
    )


def _kind(kind: TemplateKind) -> Block:
    options = [option(label, each.value) for each, label in _KINDS.items()]
    block = select(KIND, "What it consists of", options, value=kind.value)
    return block | {"element": block["element"] | {"action_id": KIND_ACTION}, "dispatch_action": True}


def _header(written: Written) -> Block:
    return text_input(
        HEADER,
        "Line above the text",
        value=written.fields.get(HEADER, ""),
        most=MAX_HEADER,
        optional=True,
        hint="In bold. No emoji.",
    )


def _media(written: Written) -> Block:
    return text_input(
        MEDIA,
        "Address of the file above the text",
        value=written.fields.get(MEDIA, ""),
        placeholder="https://www.example.com/map.png",
        hint="A JPEG, PNG, MP4 or PDF on the public web: WhatsApp looks at it.",
        optional=written.kind is TemplateKind.CARD,
    )


def _body(written: Written) -> Block:
    return text_input(
        BODY,
        "Text",
        value=written.fields.get(BODY, ""),
        placeholder="Hi {{1}}, we see you on {{2}} at Harbor Clinic.",
        hint="Write {{1}}, {{2}} … where something else stands each time, such as a name. Not at the very "
        "beginning or end.",
        most=MAX_BODY,
        multiline=True,
    )


def _footer(written: Written) -> Block:
    return text_input(
        FOOTER,
        "Line below the text",
        value=written.fields.get(FOOTER, ""),
        most=MAX_FOOTER,
        optional=True,
        hint="In small print. No emoji and no blanks.",
    )


def _replies(written: Written) -> Block:
    return text_input(
        REPLIES,
        "Buttons to answer by",
        value=written.fields.get(REPLIES, ""),
        placeholder="I will be there",
        hint=f"One on each line: {MAX_BUTTONS} at most, {MAX_REPLY} characters each.",
        multiline=True,
        optional=written.kind is TemplateKind.CARD,
    )


def _links(written: Written) -> list[Block]:
    fields = written.fields
    blocks = []
    for number, (title, url) in enumerate(LINKS, 1):
        label = f"Website button {number}"
        blocks += [
            text_input(title, label, value=fields.get(title, ""), most=MAX_LINK, optional=True),
            text_input(
                url,
                f"{label}: its address",
                value=fields.get(url, ""),
                placeholder="https://www.example.com/book",
                hint="It may end with a blank, such as {{3}}.",
                optional=True,
            ),
        ]
    title, number_field = CALL
    return [
        *blocks,
        text_input(title, "Button that calls", value=fields.get(title, ""), most=MAX_LINK, optional=True),
        text_input(
            number_field,
            "Button that calls: the number",
            value=fields.get(number_field, ""),
            placeholder="+1 202-555-0100",
            most=40,
            optional=True,
        ),
    ]


def _list(written: Written) -> list[Block]:
    return [
        text_input(
            LIST_BUTTON,
            "Button that opens the list",
            value=written.fields.get(LIST_BUTTON, ""),
            placeholder="Times",
            most=MAX_REPLY,
        ),
        text_input(
            ROWS,
            "Rows to pick from",
            value=written.fields.get(ROWS, ""),
            placeholder="Morning | Until noon",
            hint=f"One on each line, {MAX_ROWS} at most. Behind a | stands what is said below it.",
            multiline=True,
        ),
    ]
