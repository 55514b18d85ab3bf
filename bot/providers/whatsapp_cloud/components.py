"""What is filled into a template, as Meta takes it.

Source: Cloud API, template messages: a component for the header, the body and each button that has a blank.
"""

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import unquote, urlsplit

from bot.domain.template import SentTemplate
from bot.providers.whatsapp_cloud.blanks import in_their_order, sorted_by_place

Component = dict[str, Any]


def template_of(template: SentTemplate) -> Component:
    """The template by its name and language, with what was written into its blanks."""
    said: Component = {"name": template.name, "language": {"code": template.language}}
    components = list(_components(template))
    return said | {"components": components} if components else said


def _components(template: SentTemplate) -> Iterator[Component]:
    filled = sorted_by_place(template.variables)
    if filled.file:
        yield {"type": "header", "parameters": [_file(*filled.file)]}
    if filled.header:
        yield {"type": "header", "parameters": _texts(filled.header)}
    if filled.body:
        yield {"type": "body", "parameters": _texts(filled.body)}
    for (index, what), value in sorted(filled.buttons.items()):
        yield _button(index, what, value)


def _texts(values: Mapping[str, str]) -> list[Component]:
    return [_text(name, value) for name, value in in_their_order(values)]


def _text(name: str, value: str) -> Component:
    text: Component = {"type": "text", "text": value}
    return text if name.isdecimal() else text | {"parameter_name": name}


def _file(kind: str, address: str) -> Component:
    file = {"link": address}
    name = unquote(urlsplit(address).path.rsplit("/", 1)[-1])
    # A document without a name is shown without any.
    return {"type": kind, kind: file | {"filename": name} if kind == "document" and name else file}


def _button(index: int, what: str, value: str) -> Component:
    if what == "code":
        parameter = {"type": "coupon_code", "coupon_code": value}
    else:
        parameter = {"type": "text", "text": value}
    kind = "copy_code" if what == "code" else "url"
    return {"type": "button", "sub_type": kind, "index": str(index), "parameters": [parameter]}
