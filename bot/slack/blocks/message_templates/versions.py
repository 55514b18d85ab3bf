"""Every version of a template: who wrote it when, its words, and taking it back."""

from collections.abc import Sequence

from bot.domain.message_template import MessageTemplate
from bot.flows.message_templates.listing import Past
from bot.slack import windows
from bot.slack.blocks.elements import (
    Block,
    actions,
    button,
    context,
    mrkdwn,
    plain,
    section,
    shortened,
    when,
)
from bot.slack.blocks.inputs import confirm, modal
from bot.slack.blocks.message_templates.words import language_words, title_words
from bot.slack.text import escape, shown

CALLBACK = "message_template_versions"
RESTORE = "message_template_restore"
NEWER, OLDER = "message_template_newer", "message_template_older"
# A window has room for a hundred blocks, and Slack takes no view of more than 250,000 bytes: a character may
# need six of them, and twelve beyond the basic ones.
_MOST_BLOCKS, _MOST_CHARACTERS, _MOST_VERSIONS = 80, 15_000, 10


def versions_view(past: Past, page: int = 0, note: str = "") -> Block:
    """A page of the versions, the newest first; ``note`` is what was just done."""
    pages = _in_pages(past.versions)
    at = min(max(page, 0), len(pages) - 1)
    blocks = [
        section(mrkdwn(title_words(past.template)), block_id="title"),
        *([context(plain(note), block_id="note")] if note else []),
        *(block for each in pages[at] for block in _version(past, each)),
        *_pages(at, len(pages)),
    ]
    kept = windows.remember(template=past.template.id, page=at)
    return modal("Versions", CALLBACK, blocks, kept=kept)


def _in_pages(versions: Sequence[MessageTemplate]) -> list[list[MessageTemplate]]:
    """As many on each as a window has room for, and at least one."""
    pages: list[list[MessageTemplate]] = [[]]
    for version in versions:
        if pages[-1] and not _has_room([*pages[-1], version]):
            pages.append([])
        pages[-1].append(version)
    return pages


def _has_room(versions: Sequence[MessageTemplate]) -> bool:
    variants = [variant for version in versions for variant in version.variants]
    blocks = len(variants) + 2 * len(versions)
    characters = sum(len(variant.content) for variant in variants)
    return len(versions) <= _MOST_VERSIONS and blocks <= _MOST_BLOCKS and characters <= _MOST_CHARACTERS


def _version(past: Past, version: MessageTemplate) -> list[Block]:
    by = f" by <@{escape(version.updated_by)}>" if version.updated_by else ""
    is_current = version.version == past.template.version
    now = " · as it is now" if is_current else ""
    head = mrkdwn(
        f"*Version {version.version}* · {when(version.updated_at)}{by} · {title_words(version)}{now}"
    )
    take = {} if is_current or not past.may_change else {"accessory": _restore(version)}
    return [
        {"type": "divider"},
        section(head, block_id=f"version:{version.version}", **take),
        *(_words(each.content, language_words(each)) for each in version.variants),
    ]


def _words(content: str, language: str) -> Block:
    return section(plain(f"{language[:1].upper()}{language[1:]}: {shown(content)}"))


def _restore(version: MessageTemplate) -> Block:
    sure = confirm(
        "Take this version back?",
        "Its words become the newest version. What is there now is kept among the versions.",
        "Restore",
    )
    # It is no loss, so it is not shown in red.
    del sure["confirm"]["style"]
    hint = shortened(f"Take version {version.version} back", 75)
    return button("Restore", RESTORE, str(version.version), hint, **sure)


def _pages(at: int, pages: int) -> list[Block]:
    buttons = []
    if at > 0:
        buttons.append(button("Newer", NEWER, str(at - 1), "Show newer versions"))
    if at + 1 < pages:
        buttons.append(button("Older", OLDER, str(at + 1), "Show older versions"))
    return [actions(*buttons, block_id="pages")] if buttons else []
