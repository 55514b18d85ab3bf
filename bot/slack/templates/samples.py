"""Reads the examples that were written for a draft's blanks."""

from typing import Any

from bot.domain.template_draft import TemplateDraft
from bot.domain.template_rules import SAMPLE, blank_names
from bot.slack.fields import Fields


def samples_in(view: dict[str, Any], draft: TemplateDraft) -> dict[str, str]:
    """What stands in the field of each blank."""
    fields = Fields(view)
    return {name: fields.text(f"{SAMPLE}{name}") for name in blank_names(draft)}
