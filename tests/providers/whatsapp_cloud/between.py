"""Stands before the strict stand-in, and gives answers that Meta in good order, being right, never gives."""

from dataclasses import dataclass, field

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send


@dataclass
class Between:
    """``answers`` are given once each, by the end of the path; all else is the stand-in's to answer."""

    standin: ASGIApp
    answers: dict[str, Response] = field(default_factory=dict)
    asked: list[Request] = field(default_factory=list)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        request = Request(scope)
        self.asked.append(request)
        answer = self.answers.pop(_end(request), None)
        await (answer or self.standin)(scope, receive, send)

    def asked_for(self, what: str) -> list[Request]:
        """The requests whose path ended so, in order."""
        return [request for request in self.asked if _end(request) == what]


def _end(request: Request) -> str:
    return request.url.path.rpartition("/")[2]
