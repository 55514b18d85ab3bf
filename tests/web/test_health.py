"""Alive is cheap and always answered; ready says in words what is wrong."""

import asyncio

import aiohttp
import pytest

from bot.findings import absent, fine, wrong
from bot.web import health
from tests.web.conftest import Site


async def test_alive_needs_nothing(site: Site, http: aiohttp.ClientSession) -> None:
    site.failure = OSError("no database")
    async with http.get(f"{site.url}/healthz") as answer:
        assert (answer.status, await answer.text()) == (200, "alive\n")
    assert site.looks == 0


async def test_ready_says_what_was_found(site: Site, http: aiohttp.ClientSession) -> None:
    site.findings = (fine("database", "It answers."), absent("worker", "It runs elsewhere."))
    async with http.get(f"{site.url}/readyz") as answer:
        assert answer.status == 200
        assert await answer.json() == {
            "ready": True,
            "checks": [
                {"name": "database", "state": "fine", "says": "It answers."},
                {"name": "worker", "state": "absent", "says": "It runs elsewhere."},
            ],
        }


async def test_one_wrong_finding_is_not_ready(site: Site, http: aiohttp.ClientSession) -> None:
    site.findings = (fine("database", "It answers."), wrong("migrations", "Run bot migrate."))
    async with http.get(f"{site.url}/readyz") as answer:
        assert answer.status == 503
        assert (await answer.json())["ready"] is False


async def test_checks_that_fail_are_told_without_their_reason(
    site: Site, http: aiohttp.ClientSession
) -> None:
    site.failure = OSError("password hunter2 refused")
    async with http.get(f"{site.url}/readyz") as answer:
        assert answer.status == 503
        told = await answer.text()
    assert "the log says why" in told
    assert "hunter2" not in told


async def test_numbers_are_not_told_to_anyone(site: Site, http: aiohttp.ClientSession) -> None:
    site.findings = (wrong("Twilio", "+12025550100 is not a number of this account."),)
    async with http.get(f"{site.url}/readyz") as answer:
        assert "2025550100" not in await answer.text()


async def test_many_who_ask_at_once_cause_one_look(site: Site, http: aiohttp.ClientSession) -> None:
    async def ask() -> int:
        async with http.get(f"{site.url}/readyz") as answer:
            return answer.status

    assert await asyncio.gather(*(ask() for _ in range(20))) == [200] * 20
    assert site.looks == 1


async def test_a_look_that_hangs_is_a_finding(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "LOOK_SECONDS", 0.01)

    async def hang() -> tuple[()]:
        await asyncio.Event().wait()
        return ()

    (found,) = await health.Readiness(hang).findings()

    assert not found.ok
    assert "too long" in found.says


async def test_an_old_answer_is_not_kept(monkeypatch: pytest.MonkeyPatch, site: Site) -> None:
    monkeypatch.setattr(health, "KEEP_SECONDS", 0.0)
    readiness = health.Readiness(site.look)
    await readiness.findings()
    site.findings = (wrong("database", "It is gone."),)

    assert [finding.ok for finding in await readiness.findings()] == [False]
