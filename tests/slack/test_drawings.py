"""Several changes of one form in flight at once: only the newest is drawn, and never an older one over it."""

import asyncio
from dataclasses import dataclass, field

import pytest

from bot.slack.drawings import Drawings


@dataclass
class Form:
    """A form as Slack keeps it: its hash changes with every drawing, and only the newest hash is taken."""

    drawings: Drawings = field(default_factory=Drawings)
    hash: str = "0"
    shown: list[str] = field(default_factory=list)
    puts: int = 0
    built: list[str] = field(default_factory=list)
    gate: asyncio.Event = field(default_factory=asyncio.Event)

    def __post_init__(self) -> None:
        self.gate.set()

    async def change(self, at: float, *, seen: str = "0") -> bool:
        """A key was pressed at this time, with the form at this hash before the eyes."""

        async def build() -> dict[str, str]:
            self.built.append(str(at))
            await self.gate.wait()
            return {"text": str(at)}

        async def put(view: dict[str, str], of: str) -> str | None:
            self.puts += 1
            if of != self.hash:
                return None
            self.hash = f"{self.hash}+"
            self.shown.append(view["text"])
            return self.hash

        return await self.drawings.draw("V1", at, seen, build, put)


@pytest.fixture
def form() -> Form:
    """A form that nobody has typed into."""
    return Form()


async def test_one_change_is_drawn(form: Form) -> None:
    assert await form.change(1.0)
    assert form.shown == ["1.0"]


async def test_of_many_in_flight_only_the_newest_is_drawn(form: Form) -> None:
    form.gate.clear()
    changes = [asyncio.create_task(form.change(float(at))) for at in range(1, 9)]
    await asyncio.sleep(0)
    form.gate.set()
    drawn = await asyncio.gather(*changes)
    assert drawn == [False] * 7 + [True]
    assert (form.shown, form.puts) == (["8.0"], 1)
    assert form.built == ["1.0", "8.0"]


async def test_a_change_that_comes_late_does_not_undo_a_newer_one(form: Form) -> None:
    assert await form.change(2.0)
    assert not await form.change(1.0, seen="0+")
    assert form.shown == ["2.0"]


async def test_a_key_pressed_before_the_last_drawing_arrived_is_drawn_all_the_same(form: Form) -> None:
    await form.change(1.0)
    assert await form.change(2.0, seen="0")
    assert form.shown == ["1.0", "2.0"]


async def test_what_another_process_has_drawn_is_left_as_it_is(form: Form) -> None:
    form.hash = "of another"
    assert not await form.change(1.0)
    assert form.shown == []
    assert await form.change(2.0, seen="of another")


async def test_a_build_that_fails_does_not_lock_the_form(form: Form) -> None:
    async def broken() -> dict[str, str]:
        raise RuntimeError

    async def never(_view: object, _of: str) -> str | None:
        raise AssertionError

    with pytest.raises(RuntimeError):
        await form.drawings.draw("V1", 1.0, "0", broken, never)
    assert await form.change(2.0)


async def test_forms_of_long_ago_are_forgotten(form: Form) -> None:
    async def build() -> dict[str, str]:
        return {}

    async def put(_view: object, of: str) -> str | None:
        return of

    for number in range(1200):
        await form.drawings.draw(f"V{number}", 1.0, "0", build, put)
    assert len(form.drawings._forms) == 500
