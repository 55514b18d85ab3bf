"""What the team is told of a template, in sentences."""

from collections.abc import Iterator

from bot.domain.template import Approval, Category, Template
from bot.domain.template_languages import name_of
from bot.domain.template_rejection import plain_reason

_APPROVED = (
    "WhatsApp has approved {it}. It can be sent from now on: press Template on a client's card and choose it."
)
_AGAIN = "WhatsApp lets {it} go again."
_PAUSED = (
    "WhatsApp has paused {it}, as too many clients blocked or reported it. It is refused until WhatsApp lets "
    "it go again by itself, within hours or some days; you hear of it then."
)
_DISABLED = "WhatsApp has switched off {it} for good. Make another with other words."
_MAKE_ANEW = "Mend that and hand it in under another name."
_MOVED = "WhatsApp has moved {it} from {before} to {after}: its price and to whom it may go follow from that."

SUBMITTED = (
    "WhatsApp has {it} and looks at it: often within minutes, at the longest for two days. You hear from me."
)
MADE = "The list {it} is made. It can be sent within 24 hours after a client wrote on WhatsApp."
NOT_SUBMITTED = "The template {it} was not handed in. {why} Press New template to try once more."
DELETED = "The template {it} is deleted."
NOT_DELETED = "The template {it} was not deleted. {why}"


def called(name: str, language: str) -> str:
    """A template by its name and language."""
    return f"“{name}” ({name_of(language)})"


def news(before: Template, after: Template) -> Iterator[tuple[str, str]]:
    """What has changed that people should know: a word for each kind of change, and a sentence."""
    it = f"the template {called(after.name, after.language)}"
    if before.approval is not after.approval and (words := _of_approval(before.approval, after)):
        yield after.approval.value, words.format(it=it)
    known = before.category is not Category.UNKNOWN and after.category is not Category.UNKNOWN
    if known and before.category is not after.category:
        named = {"before": before.category.value, "after": after.category.value}
        yield f"category_{after.category.value}", _MOVED.format(it=it, **named)


def _of_approval(before: Approval, after: Template) -> str:
    if after.approval is Approval.APPROVED:
        return _AGAIN if before is Approval.PAUSED else _APPROVED
    if after.approval is Approval.REJECTED:
        # The reason is the provider's text: what looks like a field of ours in it is none.
        why = plain_reason(after.rejection_reason).replace("{", "{{").replace("}", "}}")
        return " ".join(filter(None, ["WhatsApp has rejected {it}.", why, _MAKE_ANEW]))
    return {Approval.PAUSED: _PAUSED, Approval.DISABLED: _DISABLED}.get(after.approval, "")
