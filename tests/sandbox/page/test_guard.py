"""Other web sites are kept out."""

import aiohttp
import pytest

from bot.sandbox.app import Sandbox

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def status(sandbox: Sandbox, method: str, path: str, **headers: str) -> int:
    async with aiohttp.ClientSession() as session:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        async with session.request(method, sandbox.url + path, json={}, headers=named) as response:
            return response.status


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "localhost.evil.example:80", "[bad"]
)
async def test_a_host_that_is_not_this_machine_is_refused(sandbox: Sandbox, host: str) -> None:
    assert await status(sandbox, "GET", "/sandbox/state", Host=host) == 403
    assert await status(sandbox, "GET", "/", Host=host) == 403
    assert await status(sandbox, "POST", "/slack/api/auth.test", Host=host) == 403


async def test_this_machine_by_any_of_its_names_is_served(sandbox: Sandbox) -> None:
    assert await status(sandbox, "GET", "/sandbox/state", Host=f"localhost:{sandbox.port}") == 200
    assert await status(sandbox, "GET", "/sandbox/state", Host=f"127.0.0.1:{sandbox.port}") == 200


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://127.0.0.1:1"])
async def test_another_sites_post_is_refused(sandbox: Sandbox, origin: str) -> None:
    before = sandbox.clock.offset
    assert await status(sandbox, "POST", "/sandbox/clock/advance", Origin=origin) == 403
    assert sandbox.clock.offset == before


async def test_a_cross_site_read_is_refused(sandbox: Sandbox) -> None:
    assert await status(sandbox, "GET", "/sandbox/state", Sec_Fetch_Site="cross-site") == 403


async def test_the_pages_own_post_is_taken(sandbox: Sandbox) -> None:
    path = "/sandbox/phones/read"
    assert await status(sandbox, "POST", path, Origin=sandbox.url, Sec_Fetch_Site="same-origin") == 400


async def test_every_answer_forbids_foreign_scripts(sandbox: Sandbox) -> None:
    async with aiohttp.ClientSession() as session, session.get(sandbox.url) as response:
        assert response.headers["Content-Security-Policy"].startswith("default-src 'self';")
        assert response.headers["X-Content-Type-Options"] == "nosniff"
