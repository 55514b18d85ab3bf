"""Texts that a team has ready: a name, words with variables, and the same in other languages."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.channel import Channel
from bot.domain.message import Purpose

MAX_NAME = 80
MAX_SUBJECT = 150
# Source: the seeds, "Templates: up to 1024 characters", which is also what WhatsApp takes as a body.
MAX_CONTENT = 1024
# More languages than any team writes in; a form shows one of them at a time.
MAX_VARIANTS = 20


class Reach(StrEnum):
    """By which way the words of a template may go."""

    SMS = "sms"
    MMS = "mms"
    WHATSAPP = "whatsapp"
    SLACK = "slack"
    ALL = "all"

    @property
    def label(self) -> str:
        """As people write it."""
        return {"slack": "Slack", "all": "All channels"}.get(self.value) or Channel(self.value).label

    def takes(self, channel: Channel) -> bool:
        """Whether the words may go to a client on this channel; an SMS becomes an MMS with a picture."""
        if self is Reach.ALL:
            return True
        return self is not Reach.SLACK and Channel(self.value).family is channel.family

    @property
    def takes_slack(self) -> bool:
        """Whether the words may be posted in a Slack channel of the team's."""
        return self in {Reach.SLACK, Reach.ALL}


@dataclass(frozen=True)
class Approved:
    """The template approved by WhatsApp that goes where WhatsApp takes no words of one's own.

    ``values`` says what stands in each of its blanks: its name, and words with variables, such as
    ``{{ first_name }}``.
    """

    template_id: str
    values: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Variant:
    """The words in one language (ISO 639-1); empty: whatever language a client speaks."""

    language: str
    content: str
    approved: Approved | None = None


@dataclass(frozen=True)
class MessageTemplate:
    """A template as it stands in one of its versions, counted from one.

    ``variants``: the first one goes to who speaks none of the other languages. ``purpose`` is what the gate
    asks consent for. ``archived_at``: it is offered to nobody any more; what was sent still names it.
    """

    id: str
    name: str
    reach: Reach
    variants: tuple[Variant, ...]
    version: int
    updated_at: datetime
    subject: str = ""
    purpose: Purpose = Purpose.TRANSACTIONAL
    updated_by: str = ""
    archived_at: datetime | None = None

    def variant_for(self, language: str) -> Variant:
        """The words in this language, or else the first ones."""
        return next((each for each in self.variants if each.language == language), self.variants[0])
