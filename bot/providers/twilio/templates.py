"""Reads the account's templates, with what WhatsApp says of each. Needs no SDK: people wait for them.

Source: Twilio's Content API, version 1: ContentAndApprovals, and its content types.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from yarl import URL

from bot.domain.template import Approval, Category, ListItem, Template, TemplateKind, Variable, blanks_in
from bot.providers.trouble import AnswerLost, NotSent, Throttled
from bot.providers.twilio.aim import aimed
from bot.providers.twilio.http import Http, authorization
from bot.providers.twilio.settings import DEFAULT_API_URL, TwilioSettings

_FIRST_PAGE = "https://content.twilio.com/v1/ContentAndApprovals?PageSize=500"
# WhatsApp approves 6,000 templates of an account at most.
_MOST_PAGES = 20
# What an answer meets that is read as templates and is something else.
NONSENSE = (ValueError, TypeError, KeyError, AttributeError)

_KINDS = {
    "twilio/text": TemplateKind.TEXT,
    "twilio/quick-reply": TemplateKind.QUICK_REPLY,
    "twilio/call-to-action": TemplateKind.CALL_TO_ACTION,
    "twilio/media": TemplateKind.MEDIA,
    "twilio/list-picker": TemplateKind.LIST,
    "twilio/card": TemplateKind.CARD,
    "whatsapp/card": TemplateKind.CARD,
}
# What Twilio says of a template that WhatsApp has and has not decided about.
_APPROVALS = {"received": Approval.PENDING, "in_appeal": Approval.PENDING}


class Templates:
    """The templates of one account."""

    def __init__(self, settings: TwilioSettings, http: Http) -> None:
        self._http = http
        self._api_url = settings.api_url.rstrip("/")
        self._headers = {
            "Accept": "application/json",
            "Authorization": authorization(settings.account_sid, settings.auth_token),
        }

    async def fetch(self) -> tuple[Template, ...] | None:
        """All of them; None when Twilio did not answer, or not with templates."""
        try:
            return tuple(map(read, await self.contents()))
        except (NotSent, AnswerLost, Throttled, *NONSENSE):
            return None

    async def contents(self) -> list[Mapping[str, Any]]:
        """All of them as Twilio writes them. Raises what ``Http.exchange`` raises, and one of NONSENSE for an
        answer that is not what it should be."""
        found: list[Mapping[str, Any]] = []
        url = _FIRST_PAGE
        for _ in range(_MOST_PAGES):
            page = await self._page(url)
            found += page["contents"]
            url = page["meta"].get("next_page_url") or ""
            if not url:
                break
        return found

    async def _page(self, url: str) -> Mapping[str, Any]:
        at = url if self._api_url == DEFAULT_API_URL else aimed(url, self._api_url)
        if not at.startswith((_FIRST_PAGE.partition("?")[0], self._api_url)):
            # The credentials go nowhere else, whatever an answer says.
            raise ValueError("the next page is somewhere else")
        answer = await self._http.exchange("GET", URL(at, encoded=True), self._headers)
        if answer.status != 200:
            raise ValueError(f"HTTP {answer.status}")
        page: Mapping[str, Any] = json.loads(answer.text)
        return page


@dataclass(frozen=True)
class _Parts:
    """What a content type consists of, as far as people see it, and where its buttons lead."""

    body: str
    header: str
    footer: str
    media: tuple[str, ...]
    buttons: tuple[str, ...]
    targets: tuple[str, ...]
    items: tuple[ListItem, ...]
    list_button: str

    @property
    def texts(self) -> Iterator[str]:
        """Everything that may have blanks, in the order in which it is read."""
        yield from (*self.media, self.header, self.body, self.footer, self.list_button)
        for item in self.items:
            yield from (item.title, item.description)
        yield from (*self.buttons, *self.targets, *(item.id for item in self.items))


def read(content: Mapping[str, Any]) -> Template:
    """One item of the list. Raises KeyError, TypeError or AttributeError when it is none."""
    shape, said = _type_of(content["types"])
    parts = _parts(said)
    approval = content.get("approval_requests") or {}
    samples = content.get("variables") or {}
    names = dict.fromkeys([*blanks_in(parts.texts), *map(str, samples)])
    return Template(
        id=str(content["sid"]),
        name=str(approval.get("name") or content.get("friendly_name") or content["sid"]),
        language=str(content.get("language") or ""),
        category=_category(approval.get("category")),
        kind=_KINDS.get(shape, TemplateKind.OTHER),
        shape=shape.rpartition("/")[2],
        body=parts.body,
        variables=tuple(Variable(name, str(samples.get(name) or "")) for name in names),
        buttons=parts.buttons,
        media=parts.media,
        approval=_approval(approval.get("status")),
        rejection_reason=str(approval.get("rejection_reason") or ""),
        header=parts.header,
        footer=parts.footer,
        items=parts.items,
        list_button=parts.list_button,
    )


def _parts(said: Mapping[str, Any]) -> _Parts:
    """A card of Twilio's has a title, which is the body where it has no other, and a subtitle at its foot."""
    body, title = _text(said, "body"), _text(said, "title")
    return _Parts(
        body=body or title,
        header=_text(said, "header_text") or (title if body else ""),
        footer=_text(said, "footer") or _text(said, "subtitle"),
        media=tuple(_media(said)),
        buttons=tuple(_buttons(said)),
        targets=tuple(_targets(said)),
        items=tuple(
            ListItem(_text(item, "id"), _text(item, "item"), _text(item, "description"))
            for item in said.get("items") or ()
        ),
        list_button=_text(said, "button"),
    )


def _type_of(types: Mapping[str, Mapping[str, Any]]) -> tuple[str, Mapping[str, Any]]:
    """The type that WhatsApp shows: the richest one. A plain text beside it is for channels without it."""
    richest = next((shape for shape in types if shape != "twilio/text"), "twilio/text")
    return richest, types[richest]


def _text(said: Mapping[str, Any], name: str) -> str:
    return str(said.get(name) or "")


def _media(said: Mapping[str, Any]) -> Iterator[str]:
    urls = said.get("media") or ()
    yield from map(str, urls if isinstance(urls, list) else [urls] if urls else ())


def _actions(said: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
    return said.get("actions") or ()


def _buttons(said: Mapping[str, Any]) -> Iterator[str]:
    yield from (str(action.get("title") or "") for action in _actions(said))


def _targets(said: Mapping[str, Any]) -> Iterator[str]:
    for action in _actions(said):
        yield from (str(action[name]) for name in ("url", "phone", "id") if action.get(name))


def _category(said: object) -> Category:
    try:
        return Category(str(said).lower())
    except ValueError:
        return Category.UNKNOWN


def _approval(said: object) -> Approval:
    word = str(said or "").lower()
    try:
        return _APPROVALS.get(word) or Approval(word)
    except ValueError:
        return Approval.UNSUBMITTED
