"""The manifest is found, or its absence is told."""

from pathlib import Path

import pytest

from bot.cannot_start import CannotStart
from bot.commands import manifest


def test_the_manifest_is_found() -> None:
    assert manifest.load_manifest()["display_information"]["name"] == "Threadline"


def test_the_installed_one_comes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "bot"
    package.mkdir()
    (package / "manifest.yml").write_text("a: installed")
    (tmp_path / "manifest.yml").write_text("a: beside")
    monkeypatch.setattr(manifest, "_PACKAGE", package)

    assert manifest.load_manifest() == {"a": "installed"}


@pytest.mark.parametrize("text", ["a: [", "- a list", ""])
def test_one_that_is_no_manifest_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    (tmp_path / "manifest.yml").write_text(text)
    monkeypatch.setattr(manifest, "_PACKAGE", tmp_path)

    with pytest.raises(CannotStart, match=r"manifest\.yml"):
        manifest.load_manifest()


def test_a_missing_one_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(manifest, "_PACKAGE", tmp_path / "bot")

    with pytest.raises(CannotStart, match="install it anew"):
        manifest.load_manifest()
