"""Meta's words for the standing of a template, in our terms."""

from bot.domain.template import Approval, Category

# Source: Business Management API, message template status, and the events of message_template_status_update.
_APPROVALS = {
    "APPROVED": Approval.APPROVED,
    "REINSTATED": Approval.APPROVED,
    "PENDING": Approval.PENDING,
    "IN_APPEAL": Approval.PENDING,
    "REJECTED": Approval.REJECTED,
    "PAUSED": Approval.PAUSED,
    "DISABLED": Approval.DISABLED,
    "LIMIT_EXCEEDED": Approval.DISABLED,
    "ARCHIVED": Approval.DISABLED,
    "PENDING_DELETION": Approval.DISABLED,
    "DELETED": Approval.DISABLED,
}


def approval_of(said: object) -> Approval | None:
    """What it stands for; None for a word that says nothing about whether it may be sent."""
    return _APPROVALS.get(said.upper()) if isinstance(said, str) else None


def category_of(said: object) -> Category:
    """What WhatsApp takes it for."""
    try:
        return Category(str(said).lower())
    except ValueError:
        return Category.UNKNOWN
