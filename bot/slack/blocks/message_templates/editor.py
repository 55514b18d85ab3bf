"""The window in which a template is written: each language a field, and below them what a client reads."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from bot.domain.languages import name_of
from bot.domain.message import Purpose
from bot.domain.message_template import (
    MAX_CONTENT,
    MAX_NAME,
    MAX_SUBJECT,
    MAX_VARIANTS,
    MessageTemplate,
    Reach,
)
from bot.flows.message_templates.hints import groups
from bot.flows.message_templates.preview import Sight
from bot.slack import windows
from bot.slack.blocks.elements import (
    Block,
    actions,
    button,
    context,
    mrkdwn,
    option,
    plain,
    section,
    shortened,
)
from bot.slack.blocks.inputs import modal, radio, select, text_input
from bot.slack.blocks.message_templates.sight import sight_blocks
from bot.slack.text import shown

CALLBACK = "message_template_edited"
NAME, REACH, SUBJECT, PURPOSE, CONTENT = "name", "reach", "subject", "purpose", "content"
REACH_ACTION, CONTENT_ACTION = "message_template_reach", "message_template_content"
INSERT, REMOVE = "message_template_insert", "message_template_remove"
ADD_LANGUAGE, CLIENT = "message_template_language", "message_template_client"
# Blocks that hold a choice and are no input; behind it stands the round.
LANGUAGES, READER = "languages", "reader"

_REACHES = {
    Reach.ALL: "All channels",
    Reach.SMS: "SMS",
    Reach.MMS: "MMS: an SMS with pictures",
    Reach.WHATSAPP: "WhatsApp",
    Reach.SLACK: "Slack: for the team itself",
}
_PURPOSES = {
    Purpose.TRANSACTIONAL: ("Service", "Reminders, confirmations, answers."),
    Purpose.MARKETING: ("Marketing", "Needs the client's written consent."),
}
_FILTERS = (
    "Dates and amounts: `{{ appointment_date|date }}`, `|time`, `|short_date`, `|weekday`, `|money`. "
    "Where something may be missing: `{{ first_name|default('there') }}`, or "
    "`{% if company_phone %}…{% endif %}`. "
    "A word of your own, such as `{{ doctor }}`, is asked for each time."
)


@dataclass(frozen=True)
class Written:
    """What stands in the window. ``template_id`` is empty for a new one; ``version`` is what was opened.

    ``texts``: the languages and what is written in each, the first one goes to who speaks none of the others.
    ``client``: the chosen option of who reads the preview; ``looks`` the language that is looked at without
    one. ``round`` counts up when fields are drawn with other words than those that were typed into them.
    ``below``: what the list under this window shows.
    """

    template_id: str = ""
    version: int = 0
    name: str = ""
    reach: Reach = Reach.ALL
    subject: str = ""
    purpose: Purpose = Purpose.TRANSACTIONAL
    texts: tuple[tuple[str, str], ...] = (("en", ""),)
    client: Block | None = None
    looks: str = ""
    round: int = 0
    below: Mapping[str, object] = field(default_factory=dict)


def of_template(template: MessageTemplate, below: Mapping[str, object]) -> Written:
    """A template as it stands in the window at first."""
    return Written(
        template_id=template.id,
        version=template.version,
        name=template.name,
        reach=template.reach,
        subject=template.subject,
        purpose=template.purpose,
        texts=tuple((each.language, each.content) for each in template.variants),
        below=below,
    )


def content_block(language: str, round_: int) -> str:
    """The field for the words in a language."""
    return f"{CONTENT}:{language}:{round_}"


def editor_view(written: Written, sight: Sight, note: str = "") -> Block:
    """The window; ``note`` is what there is to say of what was just done."""
    blocks = [
        *([context(plain(note), block_id="note")] if note else []),
        text_input(NAME, "Name", value=written.name, most=MAX_NAME, placeholder="Appointment reminder"),
        _reach(written),
        text_input(
            SUBJECT,
            "What it is about",
            value=written.subject,
            most=MAX_SUBJECT,
            hint="For the team: clients do not see it.",
            optional=True,
        ),
        _purpose(written),
        *(block for each in _texts(written) for block in each),
        *_languages(written),
        context(mrkdwn(_FILTERS), block_id="filters"),
        {"type": "divider"},
        _reader(written),
        *sight_blocks(sight),
    ]
    title = "Edit template" if written.template_id else "New template"
    return modal(title, CALLBACK, blocks, submit="Save", close="Cancel", kept=_kept(written))


def _kept(written: Written) -> str:
    return windows.remember(
        template=written.template_id,
        version=written.version,
        languages=[language for language, _ in written.texts],
        looks=written.looks,
        round=written.round,
        below=dict(written.below),
    )


def _reach(written: Written) -> Block:
    options = [option(label, reach.value) for reach, label in _REACHES.items()]
    block = select(REACH, "How it goes", options, value=written.reach.value)
    return block | {"element": block["element"] | {"action_id": REACH_ACTION}, "dispatch_action": True}


def _purpose(written: Written) -> Block:
    options = [option(label, each.value, more) for each, (label, more) in _PURPOSES.items()]
    return radio(PURPOSE, "What it is for", options, written.purpose.value)


def _texts(written: Written) -> Iterator[tuple[Block, Block]]:
    several = len(written.texts) > 1
    for number, (language, content) in enumerate(written.texts):
        named = f"Text in {name_of(language)}" if language else "Text"
        others = " (for everybody who speaks none of the others, too)" if several and number == 0 else ""
        block = text_input(
            content_block(language, written.round),
            named + others,
            value=content,
            most=MAX_CONTENT,
            multiline=True,
            placeholder="Hi {{ first_name }}, we see you on {{ appointment_date|date }}.",
        )
        element = block["element"] | {
            "action_id": CONTENT_ACTION,
            "dispatch_action_config": {"trigger_actions_on": ["on_character_entered"]},
        }
        tools = [_insert(), *([_remove(language)] if several else [])]
        yield (
            block | {"element": element, "dispatch_action": True},
            actions(*tools, block_id=f"tools:{language}:{written.round}"),
        )


def _insert() -> Block:
    offered = [
        {"label": plain(about, 75), "options": [option(f"{name}: {says}", name) for name, says in values]}
        for about, values in groups()
    ]
    return {
        "type": "static_select",
        "action_id": INSERT,
        "placeholder": plain("Add a value at its end", 150),
        "option_groups": offered,
    }


def _remove(language: str) -> Block:
    named = name_of(language) or "this language"
    return button(f"Remove {named}", REMOVE, language or "any", f"Take the text in {named} out")


def _languages(written: Written) -> list[Block]:
    if len(written.texts) >= MAX_VARIANTS:
        return []
    menu: Block = {
        "type": "external_select",
        "action_id": ADD_LANGUAGE,
        "placeholder": plain("Add a language", 150),
        "min_query_length": 1,
    }
    return [actions(menu, block_id=f"{LANGUAGES}:{written.round}")]


def _reader(written: Written) -> Block:
    menu: Block = {
        "type": "external_select",
        "action_id": CLIENT,
        "placeholder": plain("Preview with a client", 150),
        "min_query_length": 1,
    }
    if written.client:
        menu["initial_option"] = written.client
    return section(mrkdwn("*Preview*"), block_id=READER, accessory=menu)


def saved_words(template: MessageTemplate) -> str:
    """That it is kept, in plain words."""
    return f"“{shortened(shown(template.name), 60)}” is saved as version {template.version}."
