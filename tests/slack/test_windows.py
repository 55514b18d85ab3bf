"""Windows: what they remember, and what happens when one cannot be drawn."""

import logging

import pytest

from bot.ports import PostFailed
from bot.slack.blocks.notices import notice_view
from bot.slack.fields import Fields
from bot.slack.windows import redraw, redraw_below, remember, remembered, show
from tests.slack.conftest import MAYA, World

NOTICE = notice_view("A notice", "Something.")


@pytest.mark.parametrize("kept", ["", "no json", "[1]", None])
def test_what_cannot_be_read_is_nothing(kept: str | None) -> None:
    assert remembered({"private_metadata": kept}) == {}


def test_what_is_remembered_is_read_again() -> None:
    assert remembered({"private_metadata": remember(page="a", version=3)}) == {"page": "a", "version": 3}


async def test_window_that_is_closed_meanwhile_is_left(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    await redraw(world.deps, "V0GONE", NOTICE)
    await redraw_below(world.deps, {}, NOTICE)
    await redraw_below(world.deps, {"previous_view_id": "V0GONE"}, None)
    assert caplog.records == []


async def test_trouble_in_drawing_is_logged_and_no_more(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    world.slack.faults.fail_next("views.update", status=500)
    with caplog.at_level(logging.WARNING):
        await redraw(world.deps, "V0ANY", NOTICE)
    assert "could not be drawn anew" in caplog.text


async def test_trigger_that_is_used_up_is_told(world: World) -> None:
    with pytest.raises(PostFailed):
        await show(world.deps, {"trigger_id": "1.2.3", "user": {"id": MAYA}}, NOTICE)


def test_fields_are_read_by_kind() -> None:
    values = {
        "text": {"text": {"type": "plain_text_input", "value": " Hello :wave: "}},
        "time": {"time": {"type": "timepicker", "selected_time": "08:00"}},
        "one": {"one": {"type": "static_select", "selected_option": {"value": "a"}}},
        "many": {"many": {"type": "checkboxes", "selected_options": [{"value": "a"}, {"value": "b"}]}},
        "who": {"who": {"type": "users_select", "selected_user": "U1"}},
        "where": {"where": {"type": "conversations_select", "selected_conversation": "C1"}},
        "day": {"day": {"type": "datepicker", "selected_date": "2026-11-20"}},
    }
    fields = Fields({"state": {"values": values}})
    assert (fields.text("text"), fields.text("time")) == ("Hello 👋", "08:00")
    assert (fields.option("one"), fields.options("many")) == ("a", ["a", "b"])
    assert (fields.user("who"), fields.conversation("where")) == ("U1", "C1")
    assert str(fields.day("day")) == "2026-11-20"
    assert fields.of_action("one")["selected_option"] == {"value": "a"}
    assert fields.named("t") == ["text", "time"]


@pytest.mark.parametrize("view", [{}, {"state": None}, {"state": {"values": {"x": {}}}}])
def test_fields_that_are_not_there_are_empty(view: dict[str, object]) -> None:
    fields = Fields(view)
    assert (fields.text("x"), fields.option("x"), fields.options("x")) == ("", "", [])
    assert (fields.user("x"), fields.conversation("x"), fields.day("x")) == ("", "", None)
    assert fields.of_action("x") == {}
