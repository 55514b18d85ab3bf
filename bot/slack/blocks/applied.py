"""Which template's words a form has put in its text field: how it tells whether somebody has changed them."""

from dataclasses import astuple, dataclass
from hashlib import sha256
from typing import Any

from bot.slack.emoji import to_unicode

_EMOJI_FORM = "\ufe0f"


@dataclass(frozen=True)
class Applied:
    """The template whose words were put there last, in which version and language, about which appointment,
    and the mark of these words: empty while there are none yet. All empty where no template is chosen."""

    template_id: str = ""
    version: int = 0
    language: str = ""
    occasion_id: str = ""
    mark: str = ""

    def is_edited(self, body: str) -> bool:
        """Whether the field holds something else than was put there."""
        return mark_of(body) != self.mark


NOTHING = Applied()


def mark_of(text: str) -> str:
    """What tells a text from others, as Slack's field hands it back: it writes emoji as codes."""
    plain = to_unicode(text).replace("\r\n", "\n").replace(_EMOJI_FORM, "").strip()
    return sha256(plain.encode("utf-8", "replace")).hexdigest()[:12] if plain else ""


def applied_as_json(applied: Applied) -> list[Any]:
    """As a form keeps it."""
    return list(astuple(applied)) if applied.template_id else []


def read_applied(kept: object) -> Applied:
    """As a form has kept it; nothing for anything else."""
    if not isinstance(kept, list) or len(kept) != 5:
        return Applied()
    template_id, version, language, occasion_id, mark = kept
    words = (template_id, language, occasion_id, mark)
    if not isinstance(version, int) or not all(isinstance(each, str) for each in words):
        return Applied()
    return Applied(template_id, version, language, occasion_id, mark)
