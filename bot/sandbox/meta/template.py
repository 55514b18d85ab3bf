"""A message template as the account has it, in Meta's own components."""

import re
from dataclasses import dataclass
from typing import Any, Literal

Status = Literal["APPROVED", "PENDING", "REJECTED", "PAUSED", "DISABLED"]
Json = dict[str, Any]

BLANK = re.compile(r"\{\{\s*([A-Za-z0-9_]+)\s*\}\}")


@dataclass
class MetaTemplate:
    """A template in one language. ``status`` and ``rejected_reason`` are WhatsApp's to set."""

    id: str
    name: str
    language: str
    category: str
    components: list[Json]
    status: Status = "APPROVED"
    rejected_reason: str = "NONE"
    parameter_format: Literal["POSITIONAL", "NAMED"] = "POSITIONAL"
    quality: str = "UNKNOWN"

    def component(self, kind: str) -> Json | None:
        """The component of a type such as BODY, None where it has none."""
        return next((each for each in self.components if each["type"] == kind), None)

    @property
    def buttons(self) -> list[Json]:
        """The buttons below the words, in their order."""
        found = self.component("BUTTONS")
        return list(found["buttons"]) if found else []

    @property
    def header_format(self) -> str | None:
        """TEXT, IMAGE, VIDEO, DOCUMENT or LOCATION; None without a header."""
        header = self.component("HEADER")
        return str(header["format"]) if header else None

    def as_json(self) -> Json:
        """Every field that the API can show of it."""
        return {
            "name": self.name,
            "parameter_format": self.parameter_format,
            "components": self.components,
            "language": self.language,
            "status": self.status,
            "category": self.category,
            "sub_category": "CUSTOM",
            "previous_category": None,
            "rejected_reason": self.rejected_reason,
            "quality_score": {"score": self.quality, "date": 0},
            "id": self.id,
        }


def blanks(text: str) -> list[str]:
    """The names of the blanks in a text, each once, in the order in which they are read."""
    return list(dict.fromkeys(BLANK.findall(text)))


def fill(text: str, values: dict[str, str]) -> str:
    """The text with its blanks filled in."""
    return BLANK.sub(lambda match: values.get(match[1], match[0]), text)
