"""Where Twilio keeps the files that clients send.

Source: the Media resource of Twilio's API (a redirect to a short-lived address), and Twilio's note on which
hosts that is: mms.twiliocdn.com for protected media, an Amazon bucket for media that is not.
"""

from yarl import URL

from bot.providers.downloads import Keeper
from bot.providers.twilio.http import authorization
from bot.providers.twilio.settings import TwilioSettings

_API_HOSTS = ("api.twilio.com",)
_HOSTS = (
    (".twiliocdn.com", "/"),
    ("s3-external-1.amazonaws.com", "/media.twiliocdn.com/"),
)


def keeper(settings: TwilioSettings) -> Keeper:
    """The account's media, and what it takes to fetch them."""
    proof = authorization(settings.account_sid, settings.auth_token)
    return Keeper(URL(settings.api_url), proof, _API_HOSTS, _HOSTS)
