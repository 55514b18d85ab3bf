"""Builds the window in which a template is written, with what a client would read."""

import logging
from dataclasses import replace

from bot.flows.message_templates.listing import known
from bot.flows.message_templates.preview import Sight, look_at
from bot.slack import choices
from bot.slack.blocks.elements import Block
from bot.slack.blocks.message_templates.editor import Written, editor_view
from bot.slack.deps import Deps
from bot.slack.failures import described
from bot.slack.message_templates.written import draft_of
from bot.slack.typed import value_of

log = logging.getLogger(__name__)

NO_PREVIEW = "It cannot be told just now how a client would read it; saving still works."


async def build(deps: Deps, user: str, written: Written, note: str = "") -> Block:
    """The window for what ``user`` has written so far."""
    return editor_view(written, await _sight(deps, user, written), note)


def with_more(written: Written, language: str, words: str) -> Written:
    """The same with ``words`` at the end of the text in a language, in fields that show it."""
    texts = tuple(
        (code, f"{content}{_between(content)}{words}" if code == language else content)
        for code, content in written.texts
    )
    return replace(written, texts=texts, looks=language, round=written.round + 1)


def with_language(written: Written, language: str) -> Written:
    """The same with an empty text in another language; one that is there already stays as it is."""
    known = [code for code, _ in written.texts]
    texts = written.texts if language in known else (*written.texts, (language, ""))
    return replace(written, texts=texts, looks=language, round=written.round + 1)


def without_language(written: Written, language: str) -> Written:
    """The same without the text in a language; the last one stays."""
    texts = tuple(each for each in written.texts if each[0] != language)
    return replace(written, texts=texts or written.texts, looks="", round=written.round + 1)


def _between(content: str) -> str:
    return "" if not content or content[-1].isspace() else " "


async def _sight(deps: Deps, user: str, written: Written) -> Sight:
    """A window without a preview is better than none, so its failure is told there and logged."""
    client_id = choices.read(value_of(written.client)).client_id
    looks, where = written.looks or written.texts[0][0], (deps.ctx, deps.workspace_id)
    try:
        before = await known(*where, written.template_id) if written.template_id else None
        return await look_at(*where, user, draft_of(written, before), client_id, language=looks)
    except Exception as error:
        log.error("The preview of a template failed: %s", described(error))  # noqa: TRY400 - not its message.
        return Sight(problems=(NO_PREVIEW,))
