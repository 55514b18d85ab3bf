"""Our own account or sender must be mended first; after that a person may press Retry."""

from bot.domain.failure import FailureKind
from bot.providers.rules import rules

_ADMIN = "Tell whoever runs the Twilio account, then press Retry."
_FROM = "Send from another number, or check TWILIO_FROM, then press Retry."
_CREDENTIALS = "An admin must check TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN; then press Retry."
_REGISTER = "An admin must register the number in Twilio's console; until then, send from another number."
_POOL = "An admin must add a number to the service in Twilio's console; then press Retry."

_ACCOUNT = {
    10001: ("The Twilio account is not active.", _ADMIN),
    20003: ("Twilio refused the app's credentials.", _CREDENTIALS),
    20005: ("The Twilio account is not active.", _ADMIN),
    20008: ("The app uses Twilio's test credentials, which send nothing.", _CREDENTIALS),
    20404: ("Twilio does not know the account or the sender.", _CREDENTIALS),
    21212: ("The number it was sent from is not a valid sender.", _FROM),
    21408: (
        "Twilio is not allowed to text the client's country.",
        "An admin can allow the country in Twilio's console (Messaging, Geo permissions); then press Retry.",
    ),
    21603: ("No number was given to send from.", _FROM),
    21606: ("The number it was sent from cannot send this kind of message.", _FROM),
    21608: (
        "This is a Twilio trial account, which texts only numbers that were verified.",
        "An admin can verify the client's number with Twilio or upgrade the account; then press Retry.",
    ),
    21609: (
        "Twilio cannot use the app's public address for delivery receipts.",
        "An admin must set PUBLIC_URL to an https address that the internet can reach; then press Retry.",
    ),
    21612: ("Twilio cannot text the client's number from this number.", _FROM),
    21659: ("The number it was sent from does not belong to the Twilio account.", _FROM),
    21660: ("The number it was sent from belongs to another Twilio account.", _FROM),
    21661: ("The number it was sent from cannot send texts.", _FROM),
    21701: ("The Messaging Service does not exist in the Twilio account.", _FROM),
    21703: ("The Messaging Service has no number to send from.", _POOL),
    21704: ("The Messaging Service has no number to send from.", _POOL),
    21910: ("The sender and the client's number are not on the same channel.", _FROM),
    30002: ("The Twilio account was suspended before the message went.", _ADMIN),
    30004: (
        "The client's carrier blocked the message, or the client's phone takes no texts from businesses.",
        "Call the client. If it happens to others too, tell whoever runs the Twilio account.",
    ),
    30018: ("The client's country asks for a registered sender.", _REGISTER),
    30024: ("The number it was sent from is not set up with the client's carrier.", _REGISTER),
    30032: ("The toll-free number it was sent from is not verified yet.", _REGISTER),
    30034: ("The number it was sent from is not registered with the US carriers.", _REGISTER),
    63007: (
        "The number it was sent from is not a WhatsApp sender of the Twilio account.",
        "An admin must check TWILIO_WHATSAPP_FROM; then press Retry.",
    ),
    63015: (
        "The client has not joined Twilio's test number, or joined more than three days ago.",
        "Ask the client to send “join” and the test number's two words to it on WhatsApp, then press Retry.",
    ),
    63051: (
        "WhatsApp has locked your business account.",
        "An admin must unlock it with Meta; then press Retry.",
    ),
}

# The client has not joined the test number.
NOT_JOINED = frozenset({63015})

ACCOUNT = rules(FailureKind.ACCOUNT, _ACCOUNT)
