"""With what words and subcodes Meta refuses a template. Source: Meta, template error subcodes."""

from bot.sandbox.meta.errors import GraphError


def _refusal(subcode: int, title: str, details: str) -> GraphError:
    return GraphError(100, message="Invalid parameter", subcode=subcode, user_title=title, user_msg=details)


def incomplete(details: str) -> GraphError:
    """A part or an example is missing."""
    return _refusal(2388043, "Message template is missing expected field(s)", details)


def too_long(details: str) -> GraphError:
    """A text has more characters than it may have, or others than those."""
    return _refusal(2388040, "Field exceeds the character limit", details)


def header_wrong(details: str) -> GraphError:
    """The header is not written as it must be."""
    return _refusal(2388047, "Message header format is incorrect", details)


def body_wrong(details: str, subcode: int = 2388072) -> GraphError:
    """The body is not written as it must be."""
    return _refusal(subcode, "Message body format is incorrect", details)


def footer_wrong(details: str) -> GraphError:
    """The footer is not written as it must be."""
    return _refusal(2388073, "Message footer format is incorrect", details)


def buttons_wrong(details: str) -> GraphError:
    """The buttons are too many, or not in an order that WhatsApp can show."""
    return _refusal(2388092, "Message buttons are incorrect", details)


def taken(language: str) -> GraphError:
    """There is one of this name in this language."""
    return _refusal(
        2388024,
        "Content in this language already exists",
        f"There is already {language} content for this template.",
    )


def resting(language: str) -> GraphError:
    """One of this name was deleted lately."""
    details = f"New {language} content cannot be added while the existing content is being deleted."
    return _refusal(2388023, "Message template language is being deleted", details)


def unknown_name() -> GraphError:
    """There is none to delete."""
    return _refusal(2593002, "Message template not found", "The message template does not exist.")
