"""Every name that our own blocks give to Slack has a handler, and no handler waits for another."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from bot.sandbox.slack.blocks.check import checked_view
from bot.sandbox.slack.blocks.unique import elements_of
from bot.slack.blocks import dnc, inbox
from bot.slack.blocks.attention import attention_row
from bot.slack.blocks.card_actions import MORE
from bot.slack.blocks.elements import Block
from bot.slack.blocks.home.page import home_view
from bot.slack.blocks.opt_out import CONFIRM, DISMISS
from bot.slack.blocks.posts import IT_ARRIVED, RETRY, REVEAL, SEND_AGAIN
from bot.slack.listeners import actions, options, views
from bot.slack.listeners.actions import more
from bot.slack.listeners.actions.inbox import row as inbox_row
from tests.slack.blocks.test_home import ADVISED
from tests.slack.blocks.test_home import FULL as FULL_HOME
from tests.slack.conftest import NOW
from tests.slack.every_window import CARD, CARD_BUTTONS, OFFERS, WAITING, windows


def _pressed(block: Block) -> list[Block]:
    return [element for _, element in elements_of(block)]


def asking_for_options(shown: Iterable[Block]) -> Iterator[str]:
    """The menus that ask us what they offer; those in a form do so whether or not we hear of a choice."""
    for view in shown:
        for block in view["blocks"]:
            for _, element in elements_of(block):
                if element["type"] in {"external_select", "multi_external_select"}:
                    yield element["action_id"]


def heard(view: Block) -> Iterator[Block]:
    """The elements of which Slack tells us at once."""
    for block in view["blocks"]:
        if block["type"] != "input" or block.get("dispatch_action"):
            yield from (element for _, element in elements_of(block))


def test_every_verb_of_more_has_a_handler() -> None:
    offered = {
        option["value"].partition(":")[0]
        for element in CARD_BUTTONS
        if element["action_id"] == MORE
        for option in element["options"]
    }
    assert offered == set(more.VERBS)


def test_every_verb_of_a_row_of_the_inbox_has_a_handler() -> None:
    rows = [attention_row(each, NOW, "https://slack.test") for each in WAITING]
    offered = {each["value"].partition(":")[0] for row in rows for each in row["accessory"]["options"]}
    assert offered == set(inbox_row.VERBS)


async def test_handlers_are_those_of_the_blocks() -> None:
    shown = await windows()
    elements = [element for view in shown for element in heard(view)]
    submitted = {view["callback_id"] for view in shown if view.get("submit")}
    external = set(asking_for_options(shown))
    posts = {RETRY, IT_ARRIVED, SEND_AGAIN, REVEAL, CONFIRM, DISMISS}
    posts |= {element["action_id"] for element in CARD_BUTTONS}
    posts |= {element["action_id"] for block in CARD for element in _pressed(block)}
    posts |= {element["action_id"] for element in OFFERS}
    posts |= {element["action_id"] for element in heard(home_view(replace(FULL_HOME, setup=ADVISED)))}
    posts.add(inbox.open_button()["action_id"])

    assert submitted == set(views.HANDLERS)
    assert external == set(options.HANDLERS)
    assert {element["action_id"] for element in elements} | posts == set(actions.HANDLERS)


async def test_slack_takes_every_window() -> None:
    for view in await windows():
        checked_view(view, "modal")
        assert len(view["title"]["text"]) <= 24
        assert "+1" not in view.get("private_metadata", "") or view["callback_id"] == dnc.REMOVE_CALLBACK
