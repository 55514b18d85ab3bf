"""The main job through the flows: a text goes, is delivered, answered, and replied to."""

from bot.domain.channel import Channel
from bot.domain.events import Receipt
from bot.domain.message import Status
from bot.domain.replies import TeammateWrote
from bot.domain.thread import InboundPost, Mark, OutboundPost
from bot.flows.context import Context
from bot.flows.inbound.receive import receive
from bot.flows.inbound.thread_events import handle
from bot.flows.outbound.compose import Composed, ComposeRequest, compose
from bot.flows.outbound.receipts import record
from tests.support.journeys import pump, root_of, statuses
from tests.support.world import INBOX, OUR_SMS, RememberingProvider, RememberingSlack, StoppedClock, inbound

FIRST = "Hello\nHarbor Clinic. Reply STOP to opt out."


async def test_a_text_goes_is_delivered_answered_and_replied_to(
    ctx: Context, workspace_id: str, clock: StoppedClock
) -> None:
    provider, slack = RememberingProvider(), RememberingSlack()
    request = ComposeRequest("view:1", "U1", Channel.SMS, OUR_SMS, "Hello", None, "+12125550123", "Jane Doe")
    composed = await compose(ctx, workspace_id, request)
    assert isinstance(composed, Composed)
    await pump(ctx, workspace_id, provider, slack)
    assert [message.body for message in provider.sent] == [FIRST]
    assert [type(post) for _, root, post, _ in slack.posts if root] == [OutboundPost]

    receipt = Receipt("twilio", f"SM{1:032d}", Status.DELIVERED, message_id=composed.message_id)
    await record(ctx, workspace_id, [receipt, receipt])
    await receive(ctx, workspace_id, [inbound("Hi!", "SMin1"), inbound("Hi!", "SMin1")])
    await pump(ctx, workspace_id, provider, slack)
    answers = [post for _, root, post, _ in slack.posts if isinstance(post, InboundPost)]
    assert [(answer.client_name, answer.body) for answer in answers] == [("Jane Doe", "Hi!")]
    assert Mark.DELIVERED in [mark for _, _, mark in slack.marks]

    async with ctx.store.write(workspace_id) as uow:
        await handle(ctx, uow, TeammateWrote(INBOX, "9.1", root_of(slack), "U1", "See you"))
    await pump(ctx, workspace_id, provider, slack)
    assert [message.body for message in provider.sent] == [FIRST]
    clock.advance(seconds=6)
    await pump(ctx, workspace_id, provider, slack)
    assert [message.body for message in provider.sent] == [FIRST, "See you"]
    assert await statuses(ctx, workspace_id) == ["delivered", "received", "accepted"]
