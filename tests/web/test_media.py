"""Files for the provider: only for the link that was made here, and only as what they are."""

from datetime import timedelta

import aiohttp

from bot.domain.attachments import STORED
from bot.domain.message import Media
from bot.media.links import GOOD_FOR
from tests.web.conftest import NOW, PUBLIC, Site

PHOTO = Media(f"{STORED}abc", "image/jpeg", "Jane’s “photo”.jpg", 5)


def _link(site: Site, media: Media = PHOTO, *, age: timedelta = timedelta(0)) -> str:
    return site.url + site.links.make(media, NOW - age).url.removeprefix(PUBLIC)


async def test_a_file_is_served_as_what_it_is_and_may_do_nothing(site: Site) -> None:
    site.stored[PHOTO.url] = b"bytes"
    async with aiohttp.ClientSession() as session, session.get(_link(site)) as answer:
        assert (answer.status, await answer.read()) == (200, b"bytes")
        assert answer.headers["Content-Type"] == "image/jpeg"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
        assert answer.headers["Content-Disposition"].startswith("inline; filename*=UTF-8''Jane%E2%80%99s")
        assert answer.headers["Cache-Control"] == "no-store"


async def test_the_size_can_be_asked_for_alone(site: Site) -> None:
    site.stored[PHOTO.url] = b"bytes"
    async with aiohttp.ClientSession() as session, session.head(_link(site)) as answer:
        assert (answer.status, answer.headers["Content-Length"], await answer.read()) == (200, "5", b"")


async def test_what_is_kept_no_more_an_old_link_and_a_changed_one_lead_nowhere(site: Site) -> None:
    async with aiohttp.ClientSession() as session:
        async with session.get(_link(site)) as answer:
            assert answer.status == 404
        async with session.get(_link(site, age=GOOD_FOR + timedelta(seconds=1))) as answer:
            assert answer.status == 410
        async with session.get(_link(site)[:-2] + "AA") as answer:
            assert answer.status == 403


async def test_while_the_store_is_away_the_provider_is_asked_to_come_back(site: Site) -> None:
    site.store_is_away = True
    async with aiohttp.ClientSession() as session, session.get(_link(site)) as answer:
        assert (answer.status, answer.headers["Retry-After"]) == (503, "5")
