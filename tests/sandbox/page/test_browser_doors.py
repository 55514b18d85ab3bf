"""The two forms of the page that are not Slack's own: a workflow, and the clinic's own system."""

import json

import pytest
from playwright.async_api import Page, expect
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.domain.trigger_key import is_signed
from bot.sandbox.app import Sandbox
from bot.sandbox.own_system import Key
from tests.sandbox.page.small_bot import SmallBot

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]

KEY = Key("K" * 26, "tlsk_secret")


async def test_a_workflow_runs_and_shows_what_became_of_it(
    page: Page, sandbox: Sandbox, bot: SmallBot
) -> None:
    await page.get_by_test_id("workflow-link").click()
    await page.get_by_test_id("workflow-start").click()
    await expect(page.get_by_test_id("toast")).to_have_text("Client's phone must be filled in.")
    await page.get_by_test_id("form-number").fill("+1 202-555-0142")
    await page.get_by_test_id("workflow-start").click()
    run = page.get_by_test_id("workflow-run").first
    await expect(run).to_have_attribute("data-state", "running")
    [kept] = sandbox.slack.workspace.runs.values()
    assert kept.inputs["kind"] == "appointment"
    # A day ahead on the clinic's clock.
    assert 86_000 < kept.inputs["when"] - sandbox.clock.now() < 86_800
    outputs = {"client_name": "<b>Jane</b> Doe", "planned": "1 reminder planned."}
    await bot.call("functions.completeSuccess", function_execution_id=kept.id, outputs=json.dumps(outputs))
    await expect(run).to_have_attribute("data-state", "completed")
    await expect(run).to_contain_text("<b>Jane</b> Doe")
    await expect(run).to_be_in_viewport()
    await page.get_by_test_id("workflow-start").click()
    last = list(sandbox.slack.workspace.runs)[-1]
    await expect(page.get_by_test_id("workflow-run")).to_have_count(2)
    last = list(sandbox.slack.workspace.runs)[-1]
    await bot.call("functions.completeError", function_execution_id=last, error="When: That time is past.")
    await expect(page.get_by_test_id("workflow-run").first).to_contain_text("When: That time is past.")


async def test_the_own_system_sends_what_the_form_says_signed(
    page: Page, sandbox: Sandbox, bot: SmallBot
) -> None:
    told: list[dict[str, object]] = []

    async def take(request: Request) -> Response:
        body, headers = await request.body(), request.headers
        timestamp, signature = headers["X-Threadline-Timestamp"], headers["X-Threadline-Signature"]
        assert is_signed(KEY.secret, timestamp, body, signature)
        told.append(json.loads(body))
        if told[-1]["event"] == "appointment.set":
            return JSONResponse({"occasion": "O1", "planned": [], "left_out": ["Too late for one."]}, 201)
        return JSONResponse({"error": "invalid", "fields": {"ref": "Unknown.", "x": "Odd."}}, 400)

    bot.app.router.routes.insert(0, Route("/triggers", take, methods=["POST"]))
    await page.get_by_test_id("own-system").click()
    await page.get_by_test_id("system-send").click()
    await expect(page.get_by_test_id("toast")).to_contain_text("no key yet")
    sandbox.system.key = KEY
    await page.get_by_test_id("form-number").fill("+12025550142")
    await page.get_by_test_id("form-name").fill("Jane Doe")
    await page.get_by_test_id("system-send").click()
    answer = page.get_by_test_id("system-answer")
    await expect(answer).to_contain_text("The bot answers 201")
    await expect(answer).to_contain_text("Too late for one.")
    [event] = told
    assert event["client"] == {"number": "+12025550142", "name": "Jane Doe"}
    assert (event["ref"], event["time_zone"], event["place"]) == ("A-17", "America/New_York", "2 Pier Road")
    await page.get_by_test_id("form-event").select_option("payment.paid")
    await expect(page.get_by_test_id("form-number")).to_be_hidden()
    await page.get_by_test_id("system-send").click()
    await expect(answer).to_contain_text("The bot answers 400")
    # What is wrong with a field stands there; what has none stands in the answer.
    await expect(page.locator("#form-ref-error")).to_have_text("Unknown.")
    await expect(answer.locator("li")).to_have_text(["x: Odd."])
    assert set(told[1]) == {"id", "event", "ref"}
    assert told[0]["id"] != told[1]["id"]
