"""Our own account or number must be mended first; after that a person may press Retry."""

from bot.domain.failure import FailureKind
from bot.providers.rules import Rule, rules

_TOKEN = "An admin must put a new system user token into WHATSAPP_TOKEN; then press Retry."  # noqa: S105
_PERMIT = "An admin must give the token whatsapp_business_messaging and the account; then press Retry."
_MANAGER = "An admin must look into WhatsApp Manager; then press Retry."
_REGISTER = "An admin must register the number anew in WhatsApp Manager; then press Retry."
_NOT_READY = "The number it was sent from is not registered with WhatsApp."

_NOT_PERMITTED = "The app's token is not allowed to send from this number."

_ACCOUNT = {
    0: ("Meta refused the app's token.", _TOKEN),
    3: (_NOT_PERMITTED, _PERMIT),
    10: (_NOT_PERMITTED, _PERMIT),
    33: (
        "Meta does not know the number it was sent from any more.",
        "An admin must check WHATSAPP_PHONE_NUMBER_ID; then press Retry.",
    ),
    190: ("Meta refused the app's token: it has expired or was withdrawn.", _TOKEN),
    368: ("Meta has blocked the WhatsApp account for breaking its rules.", _MANAGER),
    130497: (
        "Meta does not let your business message this country.",
        "Call the client, or send an SMS. WhatsApp's rules say which countries are open to you.",
    ),
    131005: (_NOT_PERMITTED, _PERMIT),
    131030: (
        "This is Meta's test number, which texts only the numbers on its list.",
        "An admin can add the client's number to the list in the app's dashboard; then press Retry.",
    ),
    131031: ("Meta has locked the WhatsApp account.", _MANAGER),
    131037: (
        "WhatsApp has not approved the name of the number it was sent from.",
        "An admin must have the display name approved in WhatsApp Manager; then press Retry.",
    ),
    131042: (
        "The WhatsApp account has no valid way of payment.",
        "An admin must mend the payment in Meta's billing settings; then press Retry.",
    ),
    131045: (_NOT_READY, _REGISTER),
    133000: (_NOT_READY, _REGISTER),
    133005: (_NOT_READY, _REGISTER),
    133006: (_NOT_READY, _REGISTER),
    133008: (_NOT_READY, _REGISTER),
    133009: (_NOT_READY, _REGISTER),
    133010: (_NOT_READY, _REGISTER),
    133015: (_NOT_READY, _REGISTER),
    133016: (_NOT_READY, _REGISTER),
}

ACCOUNT = rules(FailureKind.ACCOUNT, _ACCOUNT)
PERMISSION = Rule(FailureKind.ACCOUNT, _NOT_PERMITTED, _PERMIT)
