"""A template in words: what it is called, what WhatsApp says of it, and what the client will see."""

from bot.domain.template import Approval, Category, ListItem, Template, filled_in
from bot.domain.template_languages import name_of as language_words
from bot.domain.template_rejection import plain_reason
from bot.slack.blocks.elements import Block, context, mrkdwn, plain, section, shortened
from bot.slack.text import escape, shown

__all__ = [
    "approval_words",
    "as_seen",
    "language_words",
    "row_words",
    "said_blocks",
    "said_in",
    "title_words",
]

_APPROVALS = {
    Approval.APPROVED: ":white_check_mark: Approved by WhatsApp",
    Approval.PENDING: ":hourglass_flowing_sand: Waits for WhatsApp's approval",
    Approval.REJECTED: ":x: Rejected by WhatsApp",
    Approval.PAUSED: ":double_vertical_bar: Paused by WhatsApp",
    Approval.DISABLED: ":x: Switched off by WhatsApp",
    Approval.UNSUBMITTED: ":pencil2: Not handed in to WhatsApp",
}
_CATEGORIES = {
    Category.UTILITY: "utility",
    Category.MARKETING: "marketing",
    Category.AUTHENTICATION: "sign-in codes",
}
_SAID = "said"


def title_words(template: Template) -> str:
    """Name, language and category, in one line."""
    beside = [language_words(template.language), _CATEGORIES.get(template.category, "")]
    return " · ".join([f"*{_text(template.name)}*", *(_text(each) for each in beside if each)])


def approval_words(template: Template) -> str:
    """What WhatsApp says of it, with its reason where it gave one."""
    why = plain_reason(template.rejection_reason)
    return _APPROVALS[template.approval] + (f": “{_text(why)}”" if why else "")


def as_seen(template: Template, values: dict[str, str]) -> list[Block]:
    """What the client will see: what stands above, the words as far as they are filled in, and what stands
    below."""
    blocks = [context(mrkdwn(f"Above the text: {_link(filled_in(url, values))}")) for url in template.media]
    if template.header:
        blocks.append(section(mrkdwn(f"*{_text(filled_in(template.header, values))}*")))
    blocks.append(section(plain(filled_in(template.body, values) or "(no text)"), block_id="preview"))
    if template.footer:
        blocks.append(context(plain(filled_in(template.footer, values))))
    return [*blocks, *(context(plain(line)) for line in _beneath(template, values))]


def _beneath(template: Template, values: dict[str, str]) -> list[str]:
    buttons = [filled_in(button, values) for button in template.buttons]
    rows = [filled_in(row_words(item), values) for item in template.items]
    opens = filled_in(template.list_button, values)
    return [
        *([f"Buttons below it: {' · '.join(buttons)}"] if buttons else []),
        *([f"The button “{opens}” opens a list: {' · '.join(rows)}"] if rows else []),
    ]


def row_words(item: ListItem) -> str:
    """A row of a list, with what stands below it."""
    return f"{item.title} ({item.description})" if item.description else item.title


def said_blocks(words: str) -> list[Block]:
    """What somebody wanted to say, to be copied from."""
    if not words.strip():
        return []
    return [context(plain("You wanted to say:")), section(plain(words), block_id=_SAID)]


def said_in(view: Block) -> str:
    """The same, read back from a window."""
    blocks = (block for block in view.get("blocks") or () if block.get("block_id") == _SAID)
    return next((str((block.get("text") or {}).get("text") or "") for block in blocks), "")


def _link(url: str) -> str:
    name = shortened(url.rsplit("/", 1)[-1] or url, 80)
    safe = url.startswith(("https://", "http://")) and not set(url) & set("<>| ")
    return f"<{escape(url)}|{_text(name)}>" if safe else _text(name)


def _text(value: str) -> str:
    return escape(shortened(" ".join(shown(value).split()), 200))
