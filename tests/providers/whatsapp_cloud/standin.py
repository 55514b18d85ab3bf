"""The account that the payloads are about, on Meta's strict stand-in, served over HTTP."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import aiohttp
from starlette.applications import Starlette
from starlette.responses import Response

from bot.sandbox.bus import Bus
from bot.sandbox.clock import SandboxClock
from bot.sandbox.meta import BusinessNumber, Credentials, MetaConfig, MetaStandIn
from bot.sandbox.meta.media import StoredFile
from bot.sandbox.phonebook import Phone, Phonebook
from bot.sandbox.said import MediaFile
from tests.providers.whatsapp_cloud.between import Between
from tests.support import files
from tests.support.serving import serve

NUMBER_ID, ACCOUNT_ID, APP_ID = "106540352242922", "102290129340398", "900000000000001"
TOKEN = "EAAG" + "x1Y2" * 8
SECRET = "0123456789abcdef0123456789abcdef"
VERIFY = "a-word-of-our-own"
NUMBER, CLIENT, STOPPED = "+12025550177", "+12025550123", "+12025550199"
IDENTITY = "US.13491208655302741918"
VERSION = "/v26.0"
# Files on the open web, which Meta would fetch.
LINK, HANDOUT = "https://texts.example.com/media/abc.def", "https://x.example/a%20b.pdf"


@dataclass
class Served:
    """The stand-in, what stands before it, and where both are (``url`` as WHATSAPP_API_URL names it)."""

    meta: MetaStandIn
    between: Between
    url: str

    def answer_next(self, what: str, answer: Response) -> None:
        """The next request whose path ends so gets this answer, which the stand-in would not give."""
        self.between.answers[what] = answer

    def keep(self, content: bytes) -> StoredFile:
        """A picture of a client's that Meta keeps for us."""
        [ours] = self.meta.state.numbers
        return self.meta.media.keep(MediaFile("image/jpeg", content), ours)

    def attempts(self) -> int:
        """How many requests to send, or to show that somebody is writing, have come."""
        return len(self.between.asked_for("messages"))


@asynccontextmanager
async def served() -> AsyncIterator[Served]:
    """One number with one client. The stand-in's own webhooks go nowhere: the tests write their own."""
    async with aiohttp.ClientSession() as session:
        meta = _standin(session)
        between = Between(Starlette(routes=meta.routes))
        async with serve(between) as base:
            meta.state.config.api_url = f"{base}/meta"
            yield Served(meta, between, f"{base}/meta{VERSION}")
            await meta.close()


def _standin(session: aiohttp.ClientSession) -> MetaStandIn:
    config = MetaConfig(sent_after=0, delivered_after=0, pacing=False)
    config.public_files = dict.fromkeys((LINK, HANDOUT), MediaFile("image/jpeg", files.picture(4, 4)))
    bus = Bus()
    book = Phonebook(bus)
    book.add(Phone(CLIENT, "Jane Doe", frozenset({"sms", "whatsapp"}), identity=IDENTITY))
    meta = MetaStandIn(
        bot_url="http://127.0.0.1:1",
        credentials=Credentials(TOKEN, APP_ID, SECRET, VERIFY, ACCOUNT_ID),
        numbers=[BusinessNumber(NUMBER_ID, NUMBER, "Harbor Clinic")],
        book=book,
        clock=SandboxClock(),
        bus=bus,
        session=session,
        config=config,
    )
    meta.faults.hold()
    return meta
