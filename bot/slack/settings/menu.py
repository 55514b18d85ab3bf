"""The menu of the settings: what holds now, and a button to change it."""

from bot.domain.settings import WorkspaceSettings
from bot.slack import windows
from bot.slack.blocks.elements import Block, button, context, mrkdwn, plain, section
from bot.slack.blocks.inputs import modal
from bot.slack.deps import Deps
from bot.slack.settings import PAGES
from bot.slack.settings.page import CALLBACK, MENU_CALLBACK, OPEN, TRIGGERS, Page, is_default


def menu(settings: WorkspaceSettings, notice: str = "") -> Block:
    """The menu; ``notice`` is said at its top."""
    said = [section(plain(notice), block_id="notice")] if notice else []
    lines = [_line(name, page, settings) for name, page in PAGES.items()]
    note = context(
        mrkdwn("_as it comes_ marks what nobody has changed. Every change is in `/messaging audit`.")
    )
    return modal("Settings", MENU_CALLBACK, [*said, *lines, _triggers(), note])


async def page_view(deps: Deps, name: str, settings: WorkspaceSettings, version: int) -> Block:
    """A page's form, which remembers what its reader has seen. Raises PostFailed."""
    page = PAGES[name]
    blocks = await page.blocks(deps, settings)
    fillable = any(block["type"] == "input" for block in blocks)
    kept = windows.remember(page=name, version=version)
    submit = "Save" if fillable else ""
    return modal(page.title, CALLBACK, blocks, submit=submit, close="Back", kept=kept)


def _line(name: str, page: Page, settings: WorkspaceSettings) -> Block:
    mark = " · _as it comes_" if is_default(page, settings) else ""
    text = mrkdwn(f"*{page.title.replace('&', '&amp;')}*{mark}\n{page.summary(settings)}")
    change = button("Change", OPEN, name, f"Change {page.title}")
    return section(text, block_id=f"page:{name}", accessory=change)


def _triggers() -> Block:
    """What goes by itself is no setting of one value: it has a window of its own."""
    text = mrkdwn(
        "*Reminders and triggers*\nWhich texts go by themselves for appointments, payments and more"
    )
    change = button("Change", TRIGGERS, "triggers", "Change what is sent by itself")
    return section(text, block_id="triggers", accessory=change)
