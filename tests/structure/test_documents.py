"""What a reader is told holds: settings, commands, processes, the lock file."""

import re
import tomllib
from itertools import chain
from pathlib import Path

import pytest
import typer
from pydantic_core import PydanticUndefined

import bot
from bot import cli
from bot.config import SETTING_NAMES, Settings

ROOT = Path(bot.__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| `([A-Z_]+)` \| (.+?) \| (.+?) \|$", README, re.MULTILINE)


def commands() -> set[str]:
    return set(typer.main.get_group(cli.app).commands)


def test_every_setting_has_its_row() -> None:
    assert sorted(name for name, _, _ in ROWS) == sorted(SETTING_NAMES)


@pytest.mark.parametrize(("name", "without"), [(name, without) for name, _, without in ROWS])
def test_a_row_tells_the_default_that_holds(name: str, without: str) -> None:
    field = Settings.model_fields[name.lower()]
    if field.default is PydanticUndefined:
        assert without == "required"
    elif field.default in (None, ()):
        assert not without.startswith("`")
        assert without != "required"
    else:
        assert without == f"`{field.default}`"


@pytest.mark.parametrize("heading", ["Run it", "Test it"])
def test_each_of_the_two_commands_is_one_line(heading: str) -> None:
    section = README.split(f"\n## {heading}\n", 1)[1].split("\n## ", 1)[0]
    blocks = re.findall(r"^```\w*\n(.*?)^```", section, re.MULTILINE | re.DOTALL)

    assert len(blocks) == 1
    assert blocks[0].count("\n") == 1


def test_every_command_the_readme_names_exists() -> None:
    named = set(re.findall(r"`(?:\.venv/bin/)?bot ([a-z]+)", README))

    assert named
    assert named <= commands()


def test_the_processes_are_commands() -> None:
    lines = (ROOT / "Procfile").read_text(encoding="utf-8").splitlines()
    processes = dict(line.split(": ", 1) for line in lines)

    assert processes == {"release": "bot migrate", "web": "bot web", "worker": "bot worker"}
    assert {command.removeprefix("bot ") for command in processes.values()} <= commands()


def test_the_lock_file_pins_everything_and_names_no_host() -> None:
    lines = (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines()
    pinned = {line.split("==")[0] for line in lines}

    for line in lines:
        assert re.fullmatch(r"[a-z0-9.-]+==[\w.+!-]+( ; [\w.' =<>!()-]+)?", line), line
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [*project["dependencies"], *chain.from_iterable(project["optional-dependencies"].values())]
    names = {re.split(r"[\[<>=!; ]", requirement)[0].lower() for requirement in wanted}
    assert names <= pinned


def test_the_manifest_and_the_readme_name_the_same_placeholder() -> None:
    manifest = (ROOT / "manifest.yml").read_text(encoding="utf-8")

    assert "https://threadline.example.com" in README
    assert manifest.count("url: https://threadline.example.com/") == 11
