"""Asks Meta to look at a template, or to forget one."""

from collections.abc import Mapping
from typing import Any

import aiohttp

from bot.domain.template import Template
from bot.domain.template_draft import TemplateDraft
from bot.ports import SubmitFailed, Submitted
from bot.providers.trouble import NotSent, Throttled
from bot.providers.whatsapp_cloud.codes import rule_of
from bot.providers.whatsapp_cloud.drafts import as_json, sample_of, why_not
from bot.providers.whatsapp_cloud.fields import text
from bot.providers.whatsapp_cloud.graph import TROUBLES, Graph, Refused
from bot.providers.whatsapp_cloud.samples import NoSample, Samples
from bot.providers.whatsapp_cloud.settings import WhatsAppCloudSettings
from bot.providers.whatsapp_cloud.template_parts import read
from bot.providers.whatsapp_cloud.templates import Templates

_AWAY = "Meta could not be reached; it is tried again."
_BUSY = "Meta is receiving too many requests from this account just now; it is tried again."
_LOST = "Meta’s answer got lost, so it is not known yet whether it was done."
_TAKEN = "There is another template of this name in this language already. Choose another name."
_MAX_WORDS = 300


class HandingIn:
    """The templates of one account."""

    def __init__(self, settings: WhatsAppCloudSettings, graph: Graph, session: aiohttp.ClientSession) -> None:
        self._graph = graph
        self._samples = Samples(settings, graph, session)
        self._path = f"{settings.account_id}/message_templates"
        self._all = Templates(settings, graph)

    async def submit(self, draft: TemplateDraft) -> Submitted | SubmitFailed:
        """Hand a template in; WhatsApp decides about it later. What is there already is not made twice."""
        if problem := why_not(draft):
            return SubmitFailed(problem)
        try:
            sample = await self._samples.hand_over(sample_of(draft)) if draft.media else None
            return await self._submit(as_json(draft, sample))
        except NoSample as missing:
            return SubmitFailed(str(missing))
        except TROUBLES as trouble:
            return _failed(trouble)

    async def _submit(self, request: Mapping[str, Any]) -> Submitted | SubmitFailed:
        try:
            said = await self._graph.post(self._path, request)
        except Refused as refused:
            # Meta makes no second one of the same name and language, and a try before this may have made it.
            wanted = read({"id": "new", "status": "PENDING", **request})
            return await self._there_already(wanted) or _failed(refused)
        if not text(said, "id", 64):
            return SubmitFailed(_LOST, ambiguous=True)
        return Submitted(read({"status": "PENDING", **request, **said}))

    async def delete(self, template: Template) -> SubmitFailed | None:
        """Take a template away, in its language alone; None when it is gone."""
        try:
            await self._graph.delete(self._path, hsm_id=template.id, name=template.name)
        except Refused as refused:
            there = await self._all.named(template.name)
            is_gone = there is not None and template.id not in {each.id for each in there}
            return None if is_gone else _failed(refused)
        except TROUBLES as trouble:
            return _failed(trouble)
        return None

    async def _there_already(self, wanted: Template) -> Submitted | SubmitFailed | None:
        """What stands there under the name and language; None where nothing does, or Meta does not tell."""
        there = await self._all.named(wanted.name) or ()
        same = next((each for each in there if each.language == wanted.language), None)
        if same is None:
            return None
        return Submitted(same) if _content(same) == _content(wanted) else SubmitFailed(_TAKEN)


def _content(template: Template) -> tuple[object, ...]:
    return template.header, template.body, template.footer, template.buttons


def _failed(trouble: Exception) -> SubmitFailed:
    match trouble:
        case NotSent():
            return SubmitFailed(_AWAY, ambiguous=True)
        case Throttled():
            return SubmitFailed(_BUSY, ambiguous=True)
        case Refused(status=status) if status >= 500:
            return SubmitFailed(_LOST, ambiguous=True)
        case Refused(code=code, details=details):
            return SubmitFailed(_refusal(code, details))
        case _:
            return SubmitFailed(_LOST, ambiguous=True)


def _refusal(code: int | None, details: str) -> str:
    """Meta's own words where it has some: they say which part of the template is wrong."""
    if details:
        return f"WhatsApp did not take it: {details.strip().rstrip('.')[:_MAX_WORDS]}."
    rule = rule_of(code) if code is not None else None
    return f"{rule.reason} {rule.help}" if rule else f"WhatsApp did not take it (code {code})."
