"""The rows of an unknown number and of a muted client, within Slack's limits, and harmless."""

from dataclasses import replace

from bot.domain.client import Address, Client
from bot.domain.conversation import Card, Intake
from bot.sandbox.slack.blocks.check import checked_message_blocks
from bot.slack.blocks.card import card
from bot.slack.blocks.intake import LINK_TO, read_link
from tests.slack.conftest import MAYA, NOW

NUMBER = Address("A", "L", "+12025550177")
LEAD = Client("L" * 26, "W", "<!channel> Jane", is_lead=True, created_at=NOW, addresses=(NUMBER,))
ALIKE = tuple(
    Client(letter * 26, "W", f"<@U1> {'Jane ' * 40}", is_lead=False, created_at=NOW, company="A & B" * 30)
    for letter in "ABC"
)


def test_whoever_may_be_the_same_is_offered_and_pings_nobody() -> None:
    rendered = card(Card("T", LEAD, intake=Intake(ALIKE)))
    checked_message_blocks(rendered.blocks)
    said = str(rendered.blocks)
    assert "*Unknown number.*" in said
    beside = [block.get("accessory") or {} for block in rendered.blocks]
    links = [each for each in beside if each.get("action_id") == LINK_TO]
    assert [read_link(each["value"]) for each in links] == [(LEAD.id, other.id) for other in ALIKE]
    marked = [b["text"]["text"] for b in rendered.blocks if (b.get("text") or {}).get("type") == "mrkdwn"]
    assert sum("&lt;@U1&gt;" in each for each in marked) == len(ALIKE)
    assert all("<@U1>" not in each for each in marked)


def test_without_anybody_alike_there_is_no_list() -> None:
    assert "Perhaps" not in str(card(Card("T", LEAD, intake=Intake())).blocks)


def test_who_is_muted_has_the_way_back_and_no_second_mark() -> None:
    rendered = card(Card("T", replace(LEAD, is_spam=True), muted_by=MAYA))
    checked_message_blocks(rendered.blocks)
    said = str(rendered.blocks)
    assert f"*Muted as spam* by <@{MAYA}>" in said
    assert "Mark as spam" not in said
    assert "by <@" not in str(card(Card("T", replace(LEAD, is_spam=True))).blocks)
