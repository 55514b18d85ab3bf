"""Twilio's error codes with their HTTP status, and the JSON in which the API tells them."""

from typing import Any

from starlette.responses import JSONResponse

# Code → (HTTP status, message). Wording is ours; codes and statuses follow Twilio's error dictionary.
API_ERRORS: dict[int, tuple[int, str]] = {
    20001: (400, "A parameter has a value that is not allowed: {0}"),
    20003: (401, "Authenticate"),
    20004: (405, "Method not allowed"),
    20005: (403, "Account not active"),
    20009: (409, "The message is still in progress and cannot be changed or deleted"),
    20404: (404, "The requested resource {0} was not found"),
    20429: (429, "Too many requests"),
    20500: (500, "An internal server error has occurred"),
    21211: (400, "The 'To' number {0} is not a valid phone number"),
    21212: (400, "The 'From' number {0} is not a valid phone number, short code or sender ID"),
    21265: (400, "The 'To' number {0} is a short code"),
    21266: (400, "'To' and 'From' number cannot be the same: {0}"),
    21408: (400, "Permission to send an SMS has not been enabled for the region of the 'To' number: {0}"),
    21602: (400, "Message body is required"),
    21603: (400, "A 'From' number or a Messaging Service is required"),
    21604: (400, "A 'To' phone number is required"),
    21606: (400, "The 'From' number {0} cannot send messages of this kind"),
    21609: (400, "The 'StatusCallback' URL {0} is not valid"),
    21610: (400, "Attempt to send to an unsubscribed recipient"),
    21611: (429, "The 'From' number {0} has reached its queue limit"),
    21612: (400, "The 'To' number {0} cannot be reached from this 'From' number"),
    21614: (400, "The 'To' number {0} is not a mobile number"),
    21617: (400, "The message body exceeds the limit of 1600 characters"),
    21620: (400, "Invalid media URL(s): {0}"),
    21623: (400, "More than 10 media files"),
    21655: (400, "The ContentSid {0} is invalid"),
    21656: (400, "The ContentVariables parameter is invalid"),
    21658: (400, "A parameter exceeded its character limit"),
    21659: (400, "The 'From' number {0} is not a Twilio number of this account"),
    21701: (404, "The Messaging Service {0} does not exist"),
    21703: (400, "The Messaging Service {0} has no phone number that could send this"),
    21712: (400, "The number {0} does not belong to this Messaging Service"),
    21910: (400, "'From' and 'To' must be of the same channel"),
    20409: (409, "A template with this name and language exists already: {0}"),
    30409: (409, "Only a scheduled message can be canceled"),
    35111: (400, "SendAt must be between 15 minutes and 35 days from now"),
    35118: (400, "MessagingServiceSid is required to schedule a message"),
    63007: (400, "Twilio could not find a Channel with the specified From address {0}"),
}

# What error_message says about a message that was accepted and then did not arrive.
DELIVERY_ERRORS: dict[int, str] = {
    11200: "The media could not be fetched",
    12300: "The media has a content type that cannot be sent",
    30002: "Account suspended",
    30003: "Unreachable destination handset",
    30004: "Message blocked",
    30005: "Unknown destination handset",
    30006: "Landline or unreachable carrier",
    30007: "Message filtered",
    30008: "Unknown error",
    30019: "Content size exceeds the carrier's limit",
    30032: "Toll-Free number has not been verified",
    30034: "Message from an unregistered number",
    30036: "Validity period expired",
    63003: "Channel could not find the To address",
    63005: "The channel did not accept the content",
    63015: "The recipient has not joined the WhatsApp sandbox",
    63016: "Free-form message outside the allowed window; use a template",
    63019: "The media could not be downloaded",
    63021: "The media's content is invalid for this channel",
    63024: "Invalid message recipient",
    63028: "Number of parameters provided does not match the expected number of parameters",
    63040: "Template rejected",
    63041: "Template paused",
    63042: "Template disabled",
    63049: "Meta chose not to deliver this marketing message",
}


class TwilioError(Exception):
    """A refusal the API answers at once, with one of Twilio's codes."""

    def __init__(self, code: int, detail: str = "", *, status: int | None = None) -> None:
        known_status, template = API_ERRORS.get(code, (400, "Request refused"))
        self.code = code
        self.status = status or known_status
        self.message = template.format(detail)
        super().__init__(f"{code}: {self.message}")

    def response(self, headers: dict[str, str] | None = None) -> JSONResponse:
        """The answer as the API gives it."""
        return JSONResponse(self.as_json(), status_code=self.status, headers=headers)

    def as_json(self) -> dict[str, Any]:
        """The four fields every classic Twilio error has."""
        return {
            "code": self.code,
            "message": self.message,
            "more_info": f"https://www.twilio.com/docs/errors/{self.code}",
            "status": self.status,
        }
