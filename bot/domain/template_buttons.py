"""What WhatsApp takes below a template: buttons, or a list to pick from."""

from collections.abc import Iterator
from itertools import pairwise

from bot.domain import template_addresses as addresses
from bot.domain.template import TemplateKind
from bot.domain.template_draft import Button, ButtonKind, TemplateDraft
from bot.domain.template_lines import of_line

MAX_REPLY, MAX_LINK, MAX_BUTTONS = 20, 25, 10
MAX_URLS, MAX_PHONES = 2, 1
MAX_ROWS, MAX_ROW, MAX_DESCRIPTION = 10, 24, 72


def of_buttons(draft: TemplateDraft) -> Iterator[str]:
    """What is wrong with the buttons: each, and all of them together."""
    kinds = [button.kind for button in draft.buttons]
    yield from _of_their_number(draft, kinds)
    for button in draft.buttons:
        yield from (f"“{button.title}”: {why}" for why in _of_button(button))
    titles = [button.title.casefold() for button in draft.buttons]
    if len(set(titles)) < len(titles):
        yield "Two buttons say the same: WhatsApp takes each title once."


def _of_their_number(draft: TemplateDraft, kinds: list[ButtonKind]) -> Iterator[str]:
    if draft.kind in {TemplateKind.TEXT, TemplateKind.MEDIA, TemplateKind.LIST} and kinds:
        yield "A template of this kind has no buttons: choose another kind."
    if draft.kind in {TemplateKind.QUICK_REPLY, TemplateKind.CALL_TO_ACTION} and not kinds:
        yield "Add a button or more."
    if draft.kind is TemplateKind.QUICK_REPLY and set(kinds) - {ButtonKind.QUICK_REPLY}:
        yield "Only quick replies stand here: choose the kind card for both."
    if draft.kind is TemplateKind.CALL_TO_ACTION and ButtonKind.QUICK_REPLY in kinds:
        yield "Quick replies do not stand here: choose the kind card for both."
    if draft.kind is TemplateKind.CARD and not (draft.header or draft.footer or draft.media or kinds):
        yield "A card needs more than words: a line above or below, a file, or a button."
    if len(kinds) > MAX_BUTTONS:
        yield f"WhatsApp takes {MAX_BUTTONS} buttons at most."
    if kinds.count(ButtonKind.URL) > MAX_URLS:
        yield f"WhatsApp takes {MAX_URLS} buttons at most that open a website."
    if kinds.count(ButtonKind.PHONE) > MAX_PHONES:
        yield "WhatsApp takes one button at most that calls."
    replies = [kind is ButtonKind.QUICK_REPLY for kind in kinds]
    if sum(one != other for one, other in pairwise(replies)) > 1:
        yield "Put the quick replies together: WhatsApp takes no other button between them."


def _of_button(button: Button) -> Iterator[str]:
    if not button.title.strip():
        yield "Write what stands on it."
    if "{{" in button.title:
        yield "WhatsApp takes no blank on a button."
    is_reply = button.kind is ButtonKind.QUICK_REPLY
    yield from of_line(button.title, MAX_REPLY if is_reply else MAX_LINK)
    if not is_reply:
        reach = addresses.why_no_link if button.kind is ButtonKind.URL else addresses.why_no_number
        yield from filter(None, [reach(button.target)])


def of_items(draft: TemplateDraft) -> Iterator[str]:
    """What is wrong with the rows of a list."""
    if draft.kind is not TemplateKind.LIST:
        if draft.items:
            yield "Only a list has rows."
        return
    if not draft.items:
        yield "Add a row or more for the client to pick from."
    if len(draft.items) > MAX_ROWS:
        yield f"WhatsApp takes {MAX_ROWS} rows at most."
    for item in draft.items:
        if not item.title.strip() or len(item.title) > MAX_ROW:
            yield f"“{item.title}”: a row takes 1 to {MAX_ROW} characters."
        if len(item.description) > MAX_DESCRIPTION:
            yield f"“{item.title}”: what stands below a row takes {MAX_DESCRIPTION} characters at most."
    titles = [item.title.casefold() for item in draft.items]
    if len(set(titles)) < len(titles):
        yield "Two rows say the same: nobody could tell which was picked."


def of_list_button(draft: TemplateDraft) -> Iterator[str]:
    """What is wrong with the button that opens a list."""
    if draft.kind is not TemplateKind.LIST:
        return
    if not draft.list_button.strip():
        yield "Write what stands on the button that opens the list."
    yield from of_line(draft.list_button, MAX_REPLY)
