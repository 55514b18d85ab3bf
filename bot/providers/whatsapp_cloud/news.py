"""Reads what Meta tells of the account's templates.

Source: the webhooks message_template_status_update, template_category_update, message_template_quality_update
and message_template_components_update.
"""

from bot.domain.events import TemplateNews
from bot.domain.template import Approval, Category
from bot.providers.whatsapp_cloud.fields import Json, part, text
from bot.providers.whatsapp_cloud.settings import PROVIDER
from bot.providers.whatsapp_cloud.template_words import approval_of, category_of

FIELDS = frozenset(
    {
        "message_template_status_update",
        "template_category_update",
        "message_template_quality_update",
        "message_template_components_update",
    }
)

_MAX_NAME = 512
_MAX_REASON = 500


def read(field: str, value: Json) -> TemplateNews | None:
    """The news; None where it is not said of which template."""
    template_id, name = (
        text(value, "message_template_id", 64),
        text(value, "message_template_name", _MAX_NAME),
    )
    language = text(value, "message_template_language", 20)
    if not template_id and not (name and language):
        return None
    status, reason = (None, "") if field != "message_template_status_update" else _status(value)
    return TemplateNews(PROVIDER, template_id, name, language, status, _category(value), reason)


def _status(value: Json) -> tuple[Approval | None, str]:
    status = approval_of(value.get("event"))
    why = [
        text(part(value, "rejection_info"), "reason", _MAX_REASON),
        text(part(value, "other_info"), "description", _MAX_REASON),
        reason_words(text(value, "reason", _MAX_REASON)),
    ]
    taken = status in {None, Approval.APPROVED, Approval.PENDING}
    return status, "" if taken else next(filter(None, why), "")


def reason_words(said: str) -> str:
    """Meta's one word for why (``INVALID_FORMAT``), as people read it; empty for ``NONE``."""
    word = said.strip()
    if word.upper() in {"", "NONE"}:
        return ""
    return word.replace("_", " ").capitalize() if word.isupper() else word


def _category(value: Json) -> Category | None:
    """The category that holds now; one that is only announced does not."""
    said = value.get("new_category") or value.get("message_template_category")
    category = category_of(said)
    return None if category is Category.UNKNOWN else category
