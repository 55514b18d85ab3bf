"""What a message was made from: a template in one of its versions, and what has caused it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class MadeFrom:
    """Where the words come from, and why they go. What does not apply is empty.

    ``template_id`` and ``version`` name the words as they were then, in ``language``. ``occasion_id`` and
    ``reminder_id``: it reminds of an appointment, a payment or the like. ``series_id``: it is one of a text
    that goes again and again. ``tells``: the teammate who is told when it does not go, where nobody in Slack
    has written it.
    """

    template_id: str = ""
    template_name: str = ""
    version: int = 0
    language: str = ""
    occasion_id: str = ""
    reminder_id: str = ""
    series_id: str = ""
    tells: str = ""
