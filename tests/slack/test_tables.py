"""Every name that our own blocks give to Slack has a handler, and no handler waits for another."""

from bot.domain.channel import Channel
from bot.domain.thread import Offer, OfferKind
from bot.flows.outbound.preview import Verdict
from bot.policy.decision import Reason
from bot.sandbox.slack.blocks.unique import elements_of
from bot.slack.blocks.card import MESSAGE_CLIENT
from bot.slack.blocks.compose import ComposeForm, compose_view
from bot.slack.blocks.offers import RECORD_CONSENT, offer_buttons
from bot.slack.blocks.posts import IT_ARRIVED, RETRY, REVEAL, SEND_AGAIN
from bot.slack.listeners import actions, options, views
from tests.slack.conftest import SECOND_SMS, SMS

VERDICT = Verdict((Reason("budget", "Too dear."),), may_override=True, set_aside=True)
FORM = compose_view(
    ComposeForm(Channel.SMS, (Channel.SMS,), (SMS, SECOND_SMS), is_new_client=True, verdict=VERDICT)
)
OFFERS = offer_buttons(Offer(kind, "M1") for kind in OfferKind)[0]["elements"]


def test_handlers_are_those_of_the_blocks() -> None:
    assert FORM["callback_id"] in views.HANDLERS
    dispatching = [block for block in FORM["blocks"] if block.get("dispatch_action")]
    elements = [element for block in dispatching for _, element in elements_of(block)]
    external = [element for element in elements if element["type"] == "external_select"]
    assert {element["action_id"] for element in external} == set(options.HANDLERS)
    asked = {element["action_id"] for element in elements}
    asked |= {RETRY, IT_ARRIVED, SEND_AGAIN, REVEAL, MESSAGE_CLIENT}
    # The form for a consent belongs to the client's page.
    asked |= {element["action_id"] for element in OFFERS} - {RECORD_CONSENT}
    assert asked == set(actions.HANDLERS)
