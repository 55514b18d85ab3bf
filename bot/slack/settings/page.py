"""What a page of the settings is: its place in the menu, its form, and what submitting it does."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.domain.settings import WorkspaceSettings
from bot.flows.settings.change import Outcome
from bot.slack.blocks.elements import Block
from bot.slack.deps import Deps
from bot.slack.fields import Fields

CALLBACK = "settings_page"
MENU_CALLBACK = "settings"
OPEN = "settings_open"
TRIGGERS = "settings_triggers"
ADD_PATTERN = "settings_add_pattern"
ADD_PATTERN_CALLBACK = "settings_pattern"
REMOVE_PATTERN = "settings_remove_pattern"
RAISE_RULE, REMOVE_RULE, MOVE_THREADS = "settings_raise_rule", "settings_remove_rule", "settings_move_threads"
SHOW_MEANWHILE = "settings_show_meanwhile"
PREVIEW_ANSWERS = "settings_preview_answers"
CHANGE_SENDER, SENDER_CALLBACK = "settings_change_sender", "settings_sender"
ADD_ACCOUNT, TEST_ACCOUNT, REMOVE_ACCOUNT = (
    "settings_add_account",
    "settings_test_account",
    "settings_remove_account",
)
MAKE_KEY, REVOKE_KEY = "settings_make_key", "settings_revoke_key"
KEY_CALLBACK, MADE_KEY_CALLBACK = "settings_key", "settings_key_made"
ACCOUNT_CALLBACK, ACCOUNT_SENDERS_CALLBACK = "settings_account", "settings_account_senders"


@dataclass(frozen=True)
class Page:
    """``title`` at most 24 characters; ``value`` is the part of the settings that the page is about.

    ``summary`` is mrkdwn: what comes from people is escaped in it. ``blocks`` may ask Slack and then raises
    PostFailed. ``submit`` gets who, the version of the settings that was seen, and what was filled in.
    """

    title: str
    value: Callable[[WorkspaceSettings], object]
    summary: Callable[[WorkspaceSettings], str]
    blocks: Callable[[Deps, WorkspaceSettings], Awaitable[list[Block]]]
    submit: Callable[[Deps, str, int, Fields], Awaitable[Outcome]]


def is_default(page: Page, settings: WorkspaceSettings) -> bool:
    """Whether nobody has changed what the page is about."""
    return page.value(settings) == page.value(WorkspaceSettings())
