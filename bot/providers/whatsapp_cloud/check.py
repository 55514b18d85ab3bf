"""Tells what is wrong with the account before anybody's message finds out."""

import aiohttp

from bot.ports import Clock
from bot.providers.trouble import AnswerLost, NotSent, Throttled
from bot.providers.whatsapp_cloud import number
from bot.providers.whatsapp_cloud.app import app_id
from bot.providers.whatsapp_cloud.fields import part, parts, text
from bot.providers.whatsapp_cloud.graph import TROUBLES, Graph, Refused
from bot.providers.whatsapp_cloud.settings import WhatsAppCloudSettings

_NO_ANSWER = "Meta cannot be reached: check the network and WHATSAPP_API_URL."
_BUSY = "Meta is receiving too many requests from this account just now."
_TOKEN = "Meta refuses WHATSAPP_TOKEN: make a new token for the system user and put it there."  # noqa: S105
_PERMISSION = (
    "WHATSAPP_TOKEN may not do what is needed: give it whatsapp_business_messaging and "
    "whatsapp_business_management, and give the system user the WhatsApp account."
)
_NUMBER = "Meta does not know WHATSAPP_PHONE_NUMBER_ID, or the token may not use it: check both."
_ACCOUNT = "Meta does not know WHATSAPP_BUSINESS_ACCOUNT_ID, or the token may not use it: check both."
_TROUBLE = "Meta has trouble of its own just now (HTTP {0}): see metastatus.com."
_STRANGE = "What answers at WHATSAPP_API_URL is not WhatsApp's Cloud API: check the setting."
_ELSEWHERE = "The number of WHATSAPP_PHONE_NUMBER_ID is none of the account in WHATSAPP_BUSINESS_ACCOUNT_ID."
_NOT_SUBSCRIBED = (
    "The app is not subscribed to the WhatsApp account, so nothing that clients write arrives: in the app's "
    "dashboard under WhatsApp, Configuration, subscribe to messages and message_template_status_update."
)
_SILENCED = "The WhatsApp number cannot send: {0}"
_MOST = 200


async def own_number(
    settings: WhatsAppCloudSettings, session: aiohttp.ClientSession, clock: Clock
) -> tuple[str, str]:
    """Our number in E.164, or nothing and, in a sentence, why Meta does not tell it."""
    try:
        return (await number.ask(settings, Graph(settings, session, clock))).number, ""
    except TROUBLES as trouble:
        return "", _words(trouble, _NUMBER)
    except number.NotANumber:
        return "", _STRANGE


async def check(settings: WhatsAppCloudSettings, graph: Graph) -> list[str]:
    """A sentence for each thing that is wrong; empty when the number can send and hear."""
    try:
        own = await number.ask(settings, graph)
    except TROUBLES as trouble:
        return [_words(trouble, _NUMBER)]
    except number.NotANumber:
        return [_STRANGE]
    try:
        found = [await _belongs(settings, graph), await _hears(settings, graph)]
    except TROUBLES as trouble:
        return [_words(trouble, _ACCOUNT)]
    silenced = number.state_of(own).why
    return [each for each in [*found, _SILENCED.format(silenced) if silenced else ""] if each]


async def _belongs(settings: WhatsAppCloudSettings, graph: Graph) -> str:
    said = await graph.get(f"{settings.account_id}/phone_numbers", fields="id", limit=str(_MOST))
    ids = {text(each, "id", 64) for each in parts(said, "data", _MOST)}
    return "" if settings.number_id in ids else _ELSEWHERE


async def _hears(settings: WhatsAppCloudSettings, graph: Graph) -> str:
    said = await graph.get(f"{settings.account_id}/subscribed_apps")
    apps = {text(part(each, "whatsapp_business_api_data"), "id", 64) for each in parts(said, "data", _MOST)}
    ours = await app_id(settings, graph) if apps else ""
    # Where Meta does not tell which app is ours, any is taken for it.
    return "" if apps and (not ours or ours in apps) else _NOT_SUBSCRIBED


def _words(trouble: Exception, unknown: str) -> str:
    match trouble:
        case NotSent() | AnswerLost():
            return _NO_ANSWER
        case Throttled():
            return _BUSY
        case Refused(status=status, code=code):
            return _refusal(status, code, unknown)
        case _:
            raise trouble


def _refusal(status: int, code: int | None, unknown: str) -> str:
    if code in {0, 190} or (status == 401 and code is None):
        return _TOKEN
    if code in {3, 10} or (code is not None and 200 <= code < 300):
        return _PERMISSION
    if code in {33, 100}:
        return unknown
    if status >= 500:
        return _TROUBLE.format(status)
    return _STRANGE if code is None else f"Meta refuses to answer (code {code}): see WhatsApp's error codes."
