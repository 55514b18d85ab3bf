"""What the page posts is bounded and checked."""

import base64
from datetime import time

import pytest
from starlette.requests import Request
from starlette.types import Message

from bot.sandbox.page import fields
from bot.sandbox.page.fields import Refusal


def posted(data: bytes, content_type: str = "application/json") -> Request:
    async def receive() -> Message:
        return {"type": "http.request", "body": data, "more_body": False}

    headers = [(b"content-type", content_type.encode())]
    return Request({"type": "http", "method": "POST", "path": "/", "headers": headers}, receive)


async def test_an_object_is_read() -> None:
    assert await fields.read_body(posted(b'{"a": 1}', "application/json; charset=utf-8")) == {"a": 1}
    assert await fields.read_body(posted(b"")) == {}


@pytest.mark.parametrize(
    ("data", "kind", "status"),
    [
        (b"{}", "text/plain", 415),
        (b"a=1", "application/x-www-form-urlencoded", 415),
        (b"{", "application/json", 400),
        (b"\xff", "application/json", 400),
        (b"[1]", "application/json", 400),
        (b"[" * 100_000, "application/json", 400),
        (b" " * (fields.MAX_BODY_BYTES + 1), "application/json", 413),
    ],
)
async def test_anything_else_is_refused(data: bytes, kind: str, status: int) -> None:
    with pytest.raises(Refusal) as refused:
        await fields.read_body(posted(data, kind))
    assert refused.value.status == status


@pytest.mark.parametrize("value", [None, 1, ["x"], "x" * 11])
def test_a_text_must_be_a_text_within_its_bound(value: object) -> None:
    with pytest.raises(Refusal, match="name"):
        fields.text({"name": value}, "name", most=10)


def test_an_optional_text_may_be_missing() -> None:
    assert fields.optional_text({}, "thread_ts") is None
    assert fields.optional_text({"thread_ts": "1.2"}, "thread_ts") == "1.2"


@pytest.mark.parametrize("value", [None, "5", True, -1, 11, float("nan"), float("inf")])
def test_a_number_must_be_a_number_within_its_bounds(value: object) -> None:
    with pytest.raises(Refusal):
        fields.number({"seconds": value}, "seconds", most=10)


def test_a_time_of_day_is_read() -> None:
    assert fields.time_of_day({"time": "22:05"}, "time") == time(22, 5)


@pytest.mark.parametrize("value", [None, 22, "24:00", "9", "noon", "09:30:00"])
def test_a_time_of_day_must_be_one(value: object) -> None:
    with pytest.raises(Refusal, match="time"):
        fields.time_of_day({"time": value}, "time")


def test_texts_are_read() -> None:
    assert fields.texts({"users": ["a", "b"]}, "users") == ["a", "b"]


@pytest.mark.parametrize("value", [None, "a", [1], ["x" * 256]])
def test_texts_must_be_a_list_of_short_ones(value: object) -> None:
    with pytest.raises(Refusal, match="users"):
        fields.texts({"users": value}, "users")


def test_files_are_decoded() -> None:
    entry = {"name": "a.txt", "mimetype": "text/plain", "content": base64.b64encode(b"hi").decode()}
    assert fields.files({"files": [entry]}, "files") == [("a.txt", b"hi", "text/plain")]
    assert fields.files({}, "files") == []


@pytest.mark.parametrize("listed", ["x", [1], [{"name": "a", "mimetype": "b", "content": "?"}], [{}] * 11])
def test_what_is_no_file_is_refused(listed: object) -> None:
    with pytest.raises(Refusal):
        fields.files({"files": listed}, "files")


@pytest.mark.parametrize("value", [None, "1", True, 90.1, -91, float("nan")])
def test_degrees_must_be_on_the_globe(value: object) -> None:
    assert fields.degrees({"latitude": -90}, "latitude", most=90) == -90.0
    with pytest.raises(Refusal, match="from -90 to 90"):
        fields.degrees({"latitude": value}, "latitude", most=90)
