"""Creates templates and hands them in to WhatsApp, without the SDK; deletes them.

Source: Twilio's Content API, version 1: Content, and ApprovalRequests. There is no key by which Twilio would
know a request again, so each try begins with a look at what is there.
"""

import json
from collections.abc import Mapping
from typing import Any

from yarl import URL

from bot.domain.template import Template, TemplateKind
from bot.domain.template_draft import TemplateDraft
from bot.ports import SubmitFailed, Submitted
from bot.providers.http import Answer
from bot.providers.trouble import AnswerLost, NotSent, Throttled
from bot.providers.twilio.aim import aimed
from bot.providers.twilio.drafts import content_of
from bot.providers.twilio.http import Http, authorization
from bot.providers.twilio.settings import DEFAULT_API_URL, TwilioSettings
from bot.providers.twilio.templates import NONSENSE, Templates, read

_CONTENT = "https://content.twilio.com/v1/Content"
_MOST_SAID = 300

UNREACHABLE = "Twilio cannot be reached just now."
NO_ANSWER = "Twilio did not answer in time, so it is not known yet whether it has the template."
BUSY = "Twilio takes no more requests for the moment."
TAKEN = (
    "WhatsApp has a template with this name and language already, and it says something else. Choose another "
    "name."
)
_CREDENTIALS = "Twilio refuses the account's credentials. Ask an admin to check TWILIO_AUTH_TOKEN."


class _Refused(Exception):
    """Twilio answered with something other than success."""

    def __init__(self, failed: SubmitFailed) -> None:
        super().__init__(failed.reason)
        self.failed = failed


class Submissions:
    """The templates of one account, as they are made and ended."""

    def __init__(self, settings: TwilioSettings, http: Http, templates: Templates) -> None:
        self._http = http
        self._templates = templates
        api_url = settings.api_url.rstrip("/")
        self._content = _CONTENT if api_url == DEFAULT_API_URL else aimed(_CONTENT, api_url)
        self._headers = {
            "Accept": "application/json",
            "Authorization": authorization(settings.account_sid, settings.auth_token),
            "Content-Type": "application/json",
        }

    async def submit(self, draft: TemplateDraft) -> Submitted | SubmitFailed:
        """See ``bot.ports.Provider.submit_template``."""
        try:
            content = await self._there_already(draft) or await self._create(draft)
            return Submitted(read(await self._with_approval(content, draft)))
        except _Refused as refused:
            return refused.failed
        except (NotSent, AnswerLost, Throttled, *NONSENSE) as trouble:
            return _trouble(trouble)

    async def delete(self, template: Template) -> SubmitFailed | None:
        """See ``bot.ports.Provider.delete_template``."""
        try:
            await self._delete(template.id)
        except _Refused as refused:
            return refused.failed
        except (NotSent, AnswerLost, Throttled) as trouble:
            return _trouble(trouble)
        return None

    async def _there_already(self, draft: TemplateDraft) -> Mapping[str, Any] | None:
        """What an earlier try has made. One that was never handed in and says something else is in nobody's
        way: names need to be new only to WhatsApp."""
        wanted = content_of(draft)
        named = [each for each in await self._templates.contents() if _is_called(each, draft)]
        same = next((each for each in named if _is_same(each, wanted)), None)
        if same is None and any(_is_handed_in(each) for each in named):
            raise _Refused(SubmitFailed(TAKEN))
        return same

    async def _create(self, draft: TemplateDraft) -> Mapping[str, Any]:
        return _taken(await self._exchange("POST", "", content_of(draft)))

    async def _with_approval(self, content: Mapping[str, Any], draft: TemplateDraft) -> Mapping[str, Any]:
        """Hand it in, unless that was done; a list only ever answers a client, and is not handed in."""
        if _is_handed_in(content) or draft.kind is TemplateKind.LIST:
            return content
        wanted = {"name": draft.name, "category": draft.category.value.upper()}
        sid = str(content["sid"])
        try:
            approval = _taken(await self._exchange("POST", f"/{sid}/ApprovalRequests/whatsapp", wanted))
        except _Refused as refused:
            if not refused.failed.ambiguous:
                await self._take_back(sid)
            raise
        return {**content, "approval_requests": approval}

    async def _take_back(self, sid: str) -> None:
        """Delete what WhatsApp did not even look at, so that the next try begins anew; left, it harms
        nobody."""
        try:
            await self._delete(sid)
        except (NotSent, AnswerLost, Throttled, _Refused):
            return

    async def _delete(self, sid: str) -> None:
        answer = await self._exchange("DELETE", f"/{sid}")
        # 404: it is gone, which is what was wanted.
        if answer.status not in {200, 204, 404}:
            raise _Refused(_refusal(answer))

    async def _exchange(self, method: str, path: str, said: Mapping[str, Any] | None = None) -> Answer:
        body = None if said is None else json.dumps(said).encode()
        url = URL(f"{self._content}{path}", encoded=True)
        return await self._http.exchange(method, url, self._headers, body)


def _is_called(content: Mapping[str, Any], draft: TemplateDraft) -> bool:
    approval = content.get("approval_requests") or {}
    named = draft.name in {content.get("friendly_name"), approval.get("name")}
    return named and content.get("language") == draft.language


def _is_same(content: Mapping[str, Any], wanted: Mapping[str, Any]) -> bool:
    """Whether it says what is wanted; Twilio may have added to what it was given."""
    return all(_holds(content.get(part) or {}, wanted[part]) for part in ("types", "variables"))


def _holds(there: Any, wanted: Any) -> bool:
    if isinstance(wanted, Mapping):
        return isinstance(there, Mapping) and all(_holds(there.get(name), wanted[name]) for name in wanted)
    if isinstance(wanted, list):
        is_as_long = isinstance(there, list) and len(there) == len(wanted)
        return is_as_long and all(map(_holds, there, wanted))
    return bool(there == wanted)


def _is_handed_in(content: Mapping[str, Any]) -> bool:
    return str((content.get("approval_requests") or {}).get("status") or "unsubmitted") != "unsubmitted"


def _taken(answer: Answer) -> Mapping[str, Any]:
    """What Twilio made. Raises _Refused, or one of NONSENSE for a success that is none."""
    if answer.status not in {200, 201}:
        raise _Refused(_refusal(answer))
    said = json.loads(answer.text)
    if not isinstance(said, dict):
        raise TypeError("not an object")
    return said


def _refusal(answer: Answer) -> SubmitFailed:
    if answer.status >= 500 or answer.status == 408:
        # Whatever a server error says of itself, it may have been carried out before it happened.
        return SubmitFailed(NO_ANSWER, ambiguous=True)
    if answer.status in {401, 403}:
        return SubmitFailed(_CREDENTIALS)
    if answer.status == 409:
        return SubmitFailed(TAKEN)
    said = " ".join(_message(answer.text).split())[:_MOST_SAID].rstrip(". ")
    return SubmitFailed(f"Twilio did not take it: {said or f'HTTP {answer.status}'}.")


def _message(text: str) -> str:
    try:
        said = json.loads(text)
    except ValueError:
        return ""
    return str(said.get("message") or "") if isinstance(said, dict) else ""


def _trouble(trouble: Exception) -> SubmitFailed:
    """All of it is worth another try, which begins with a look at what is there."""
    if isinstance(trouble, NotSent):
        return SubmitFailed(UNREACHABLE, ambiguous=True)
    return SubmitFailed(BUSY if isinstance(trouble, Throttled) else NO_ANSWER, ambiguous=True)
