"""Reads the bot's answer to an incoming message as Twilio would: TwiML, or plain text, sent as it is."""

from dataclasses import dataclass, field
from xml.parsers import expat

from bot.sandbox.twilio.webhooks import Answer

_XML_TYPES = frozenset({"text/xml", "application/xml", "text/html"})


class TwimlError(Exception):
    """An answer Twilio cannot use, with the code its debugger would show."""

    def __init__(self, code: int, detail: str) -> None:
        super().__init__(f"{code}: {detail}")
        self.code = code
        self.detail = detail


@dataclass
class _Reader:
    """Collects the text of each <Message>, with or without a <Body> in it."""

    messages: list[str] = field(default_factory=list)
    _path: list[str] = field(default_factory=list)

    def start(self, name: str, _attributes: dict[str, str]) -> None:
        if not self._path and name != "Response":
            raise TwimlError(12100, "The root of TwiML must be Response")
        self._path.append(name)
        if self._path == ["Response", "Message"]:
            self.messages.append("")

    def end(self, _name: str) -> None:
        self._path.pop()

    def text(self, data: str) -> None:
        if self._path in (["Response", "Message"], ["Response", "Message", "Body"]):
            self.messages[-1] += data

    def doctype(self, *_: object) -> None:
        raise TwimlError(12100, "TwiML has no document type")


def replies(answer: Answer) -> list[str]:
    """The texts Twilio would send back to the client. Raises TwimlError for an answer it could not read."""
    if not answer.body.strip():
        return []
    if answer.content_type == "text/plain":
        return [answer.body.decode("utf-8", "replace")]
    if answer.content_type not in _XML_TYPES:
        raise TwimlError(12300, f"The content type {answer.content_type} is not TwiML")
    return [text for text in _parse(answer.body) if text]


def _parse(body: bytes) -> list[str]:
    reader = _Reader()
    parser = expat.ParserCreate()
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.text
    parser.StartDoctypeDeclHandler = reader.doctype
    try:
        parser.Parse(body, True)
    except expat.ExpatError as error:
        raise TwimlError(12100, str(error)) from error
    return [text.strip() for text in reader.messages]
