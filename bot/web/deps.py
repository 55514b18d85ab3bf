"""What the web part is given: it decides nothing itself and keeps nothing."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field

from starlette.routing import BaseRoute

from bot.domain.events import InboundText, Receipt, TemplateNews
from bot.findings import Finding
from bot.metrics import Metrics
from bot.ports import Batched, Clock, Provider, WebhookRequest
from bot.web.media import Serve
from bot.web.triggers import Take


@dataclass(frozen=True)
class WebDeps:
    """Everything the routes need.

    ``public_url`` is the address the provider signs, without a slash at its end. ``twilio`` gives the
    provider of the account that a webhook is about, or raises Forged; ``whatsapp`` is Meta, where it is set
    up. The ``submit`` callables return once a commit holds their item and raise when it could not be kept.
    ``readiness`` looks at the database, its migrations and the credentials; ``backlog`` counts what waits, by
    queue. ``serve_media`` gives the file that a signed link stands for. ``take_trigger``
    verifies what one of the team's own systems tells, does it and answers. ``slack`` are Slack's own routes.
    """

    public_url: str
    twilio: Callable[[WebhookRequest], Awaitable[Provider]]
    clock: Clock
    submit_inbound: Callable[[InboundText], Awaitable[None]]
    submit_receipt: Callable[[Receipt], Awaitable[None]]
    submit_template_news: Callable[[TemplateNews], Awaitable[None]]
    readiness: Callable[[], Awaitable[Sequence[Finding]]]
    metrics: Metrics
    backlog: Callable[[], Awaitable[Mapping[str, int]]]
    serve_media: Serve
    take_trigger: Take
    slack: Sequence[BaseRoute] = field(default=())
    whatsapp: Batched | None = None
