"""Finds the Slack app's manifest, from which the sandbox learns what the app may do."""

from pathlib import Path
from typing import Any

import yaml

import bot
from bot.cannot_start import CannotStart

_PACKAGE = Path(bot.__file__).parent


def load_manifest() -> dict[str, Any]:
    """The manifest that was installed with the program, or the one beside its source. Raises CannotStart."""
    for path in (_PACKAGE / "manifest.yml", _PACKAGE.parent / "manifest.yml"):
        if path.is_file():
            return _read(path)
    raise CannotStart(
        "manifest.yml was not installed with the program: install it anew with “pip install .”."
    )


def _read(path: Path) -> dict[str, Any]:
    try:
        manifest = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, yaml.YAMLError) as error:
        raise CannotStart(f"{path} cannot be read: {type(error).__name__}.") from None
    if not isinstance(manifest, dict):
        raise CannotStart(f"{path} is no app manifest.")
    return manifest
