"""One template as Meta tells it, in our terms. Source: Business Management API, template components."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from bot.domain.template import (
    Approval,
    Template,
    TemplateKind,
    Variable,
    blanks_in,
    filled_in,
)
from bot.providers.whatsapp_cloud import blanks
from bot.providers.whatsapp_cloud.fields import Json, part, parts, text
from bot.providers.whatsapp_cloud.news import reason_words
from bot.providers.whatsapp_cloud.template_words import approval_of, category_of

_MOST = 20
_MAX_TEXT = 4096
_MAX_NAME = 512
_MAX_URL = 4096
_LEADING = frozenset({"URL", "PHONE_NUMBER", "COPY_CODE", "VOICE_CALL"})
_REPLIES = frozenset({"QUICK_REPLY"})


@dataclass
class _Parts:
    """What is gathered from the components; ``seen`` and ``hidden`` are blanks with their samples."""

    header: str = ""
    body: str = ""
    footer: str = ""
    media: list[str] = field(default_factory=list)
    buttons: list[str] = field(default_factory=list)
    kinds: set[str] = field(default_factory=set)
    seen: dict[str, str] = field(default_factory=dict)
    hidden: dict[str, str] = field(default_factory=dict)
    strange: bool = False


def read(item: Json) -> Template:
    """One template of the list; what is missing is empty."""
    found = _Parts()
    for component in sorted(parts(item, "components", _MOST), key=_place):
        _take(found, component)
    status = approval_of(item.get("status")) or Approval.UNSUBMITTED
    kind = _kind(found)
    return Template(
        id=text(item, "id", 64),
        name=text(item, "name", _MAX_NAME),
        language=text(item, "language", 20),
        category=category_of(item.get("category")),
        kind=kind,
        shape=kind.value.replace("_", "-"),
        body=found.body,
        variables=tuple(Variable(*each) for each in (found.seen | found.hidden).items()),
        buttons=tuple(found.buttons),
        media=tuple(found.media),
        approval=status,
        rejection_reason=reason_words(text(item, "rejected_reason", 500)),
        header=found.header,
        footer=found.footer,
    )


def _place(component: Json) -> int:
    order = ("HEADER", "BODY", "FOOTER", "BUTTONS")
    name = _type(component)
    return order.index(name) if name in order else len(order)


def _type(component: Json) -> str:
    return text(component, "type", 60).upper()


def _take(found: _Parts, component: Json) -> None:
    match _type(component):
        case "HEADER":
            _take_header(found, component)
        case "BODY":
            found.body = text(component, "text", _MAX_TEXT)
            found.seen |= _samples(component, "body")
        case "FOOTER":
            found.footer = text(component, "text", _MAX_TEXT)
        case "BUTTONS":
            for index, button in enumerate(parts(component, "buttons", _MOST)):
                _take_button(found, index, button)
        case _:
            found.strange = True


def _take_header(found: _Parts, component: Json) -> None:
    form = text(component, "format", 20).lower()
    if form in blanks.FILES:
        name = blanks.in_header(form)
        found.media.append(f"{{{{{name}}}}}")
        found.seen[name] = _file_sample(component)
    elif form in {"text", ""}:
        samples = _samples(component, "header")
        found.header = filled_in(text(component, "text", _MAX_TEXT), {name: _blank(name) for name in samples})
        found.seen |= {blanks.in_header(name): sample for name, sample in samples.items()}
    else:
        found.strange = True


def _blank(name: str) -> str:
    return f"{{{{{blanks.in_header(name)}}}}}"


def _file_sample(component: Json) -> str:
    handles = part(component, "example").get("header_handle")
    first = handles[0] if isinstance(handles, list) and handles else ""
    return first[:_MAX_URL] if isinstance(first, str) and first.startswith("https://") else ""


def _samples(component: Json, place: str) -> dict[str, str]:
    """The blanks of a text, with the samples that were handed in with them."""
    example = part(component, "example")
    named = {
        text(each, "param_name", 60): text(each, "example", _MAX_TEXT)
        for each in parts(example, f"{place}_text_named_params", _MOST * 5)
    }
    numbered = dict(enumerate(_listed(example.get(f"{place}_text")), start=1))
    names = blanks_in([text(component, "text", _MAX_TEXT)])
    by_number = {str(number): sample for number, sample in numbered.items()}
    return {name: named.get(name) or by_number.get(name, "") for name in names}


def _listed(samples: object) -> Iterator[str]:
    """Samples in order; those of a body are a list within a list."""
    inner = samples[0] if isinstance(samples, list) and samples and isinstance(samples[0], list) else samples
    if isinstance(inner, list):
        yield from (each if isinstance(each, str) else "" for each in inner)


def _take_button(found: _Parts, index: int, button: Json) -> None:
    kind = text(button, "type", 40).upper()
    found.kinds.add(kind)
    found.buttons.append(text(button, "text", 200))
    example = button.get("example")
    sample = example[0] if isinstance(example, list) and example else example
    words = sample[:_MAX_URL] if isinstance(sample, str) else ""
    address = text(button, "url", _MAX_URL)
    if kind == "URL" and blanks_in([address]):
        # Meta shows the whole address as a sample; only its end is filled in.
        found.hidden[blanks.of_address(index)] = words.removeprefix(address.partition("{{")[0])
    elif kind == "COPY_CODE":
        found.hidden[blanks.of_code(index)] = words


def _kind(found: _Parts) -> TemplateKind:
    if found.strange or found.kinds - _LEADING - _REPLIES:
        return TemplateKind.OTHER
    if found.media:
        return TemplateKind.CARD if found.kinds else TemplateKind.MEDIA
    if found.kinds & _LEADING:
        return TemplateKind.CALL_TO_ACTION
    return TemplateKind.QUICK_REPLY if found.kinds else TemplateKind.TEXT
