"""Meta's error codes with their HTTP status and title, and the JSON in which the Graph API tells them."""

import secrets
from typing import Any

from starlette.responses import JSONResponse

# Code → (HTTP status, title). Wording is ours where Meta's is not known; codes and statuses follow the
# error reference of the Cloud API. Those of a message that was accepted come in its status instead.
ERRORS: dict[int, tuple[int, str]] = {
    1: (500, "An unknown error occurred"),
    2: (503, "Service temporarily unavailable"),
    4: (429, "Application request limit reached"),
    10: (403, "Application does not have permission for this action"),
    33: (400, "Parameter value is not valid"),
    100: (400, "Invalid parameter"),
    104: (400, "An access token is required to request this resource."),
    190: (401, "Invalid OAuth access token - Cannot parse access token"),
    192: (400, "Invalid phone number"),
    368: (403, "Temporarily blocked for policies violations"),
    2200: (400, "Callback verification failed"),
    2500: (400, "Unknown path components"),
    80007: (429, "Rate limit issues"),
    130429: (429, "Rate limit hit"),
    130472: (400, "User's number is part of an experiment"),
    131000: (500, "Something went wrong"),
    131005: (403, "Access denied"),
    131008: (400, "Required parameter is missing"),
    131009: (400, "Parameter value is not valid"),
    131016: (500, "Service unavailable"),
    131021: (400, "Recipient cannot be sender"),
    131026: (400, "Message undeliverable"),
    131030: (400, "Recipient phone number not in allowed list"),
    131031: (403, "Business Account locked"),
    131042: (400, "Business eligibility payment issue"),
    131047: (400, "Re-engagement message"),
    131048: (429, "Spam rate limit hit"),
    131049: (400, "This message was not delivered to maintain healthy ecosystem engagement"),
    131050: (400, "User has stopped marketing messages"),
    131051: (400, "Unsupported message type"),
    131052: (400, "Media download error"),
    131053: (400, "Media upload error"),
    131056: (429, "(Business Account, Consumer Account) pair rate limit hit"),
    131057: (500, "Account in maintenance mode"),
    131062: (400, "Business-scoped user ID recipient is not supported for this message"),
    132000: (400, "Number of parameters does not match the expected number of params"),
    132001: (404, "Template name does not exist in the translation"),
    132005: (400, "Translated text too long"),
    132007: (400, "Template format character policy violated"),
    132012: (400, "Parameter format does not match format in the created template"),
    132015: (400, "Template is paused"),
    132016: (400, "Template is disabled"),
    132018: (400, "There is an issue with the parameters in the template"),
    135000: (400, "Generic user error"),
}

# What a failed status says further, where Meta says more than the title.
DETAILS = {
    131026: "Message undeliverable.",
    131047: "Message failed to send because more than 24 hours have passed since the customer last replied "
    "to this number.",
    131049: "In order to maintain a healthy ecosystem engagement, the message failed to be delivered.",
    131050: "The recipient has stopped marketing messages from this business.",
    130429: "Cloud API message throughput has been reached.",
    131056: "Too many messages were sent from this phone number to the same phone number in a short period.",
}
HELP = "https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes/"
READ_THE_DOCS = "Please read the Graph API documentation at https://developers.facebook.com/docs/graph-api"


class GraphError(Exception):
    """A refusal that the Graph API answers at once.

    ``details`` are what WhatsApp adds; ``message`` takes the place of the code's title; ``user_title`` and
    ``user_msg`` are the words that template errors carry for a person.
    """

    def __init__(
        self,
        code: int,
        details: str = "",
        *,
        message: str = "",
        subcode: int | None = None,
        kind: str = "OAuthException",
        status: int | None = None,
        user_title: str = "",
        user_msg: str = "",
    ) -> None:
        known_status, title = ERRORS.get(code, (400, "Request refused"))
        self.code = code
        self.status = status or known_status
        self.message = message or f"(#{code}) {title}"
        self.details = details or DETAILS.get(code, "")
        self.subcode = subcode
        self.kind = kind
        self.user = {"error_user_title": user_title, "error_user_msg": user_msg} if user_title else {}
        super().__init__(f"{code}: {self.message} {self.details}".strip())

    def response(self, headers: dict[str, str] | None = None) -> JSONResponse:
        """The answer as the API gives it."""
        return JSONResponse({"error": self.as_json()}, status_code=self.status, headers=headers)

    def as_json(self) -> dict[str, Any]:
        """What stands under ``error``."""
        shown: dict[str, Any] = {"message": self.message, "type": self.kind, "code": self.code}
        if self.subcode is not None:
            shown["error_subcode"] = self.subcode
        if self.details:
            shown["error_data"] = {"messaging_product": "whatsapp", "details": self.details}
        return shown | self.user | {"fbtrace_id": f"A{secrets.token_urlsafe(17)}"}


def no_such_object(node: str, verb: str) -> GraphError:
    """What Graph says of an object that is not there, or cannot be asked this: ``verb`` is get, post …"""
    return GraphError(
        100,
        message=f"Unsupported {verb} request. Object with ID '{node}' does not exist, cannot be loaded due "
        f"to missing permissions, or does not support this operation. {READ_THE_DOCS}",
        subcode=33,
        kind="GraphMethodException",
    )


def in_status(code: int, details: str = "") -> dict[str, Any]:
    """An error as a failed status or an unsupported message carries it."""
    title = ERRORS.get(code, (400, "Unknown error"))[1]
    shown = {"code": code, "title": title, "message": title}
    said = details or DETAILS.get(code, title)
    return {**shown, "error_data": {"details": said}, "href": HELP}
