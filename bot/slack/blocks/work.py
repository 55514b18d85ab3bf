"""The forms behind *Assign to…* and *Put off until…*."""

from bot.slack import windows
from bot.slack.blocks.elements import Block, option, plain, section
from bot.slack.blocks.inputs import field, modal, person, select

ASSIGN_CALLBACK, SNOOZE_CALLBACK = "assign", "snooze"
OWNER, FOR, AT = "owner", "for", "at"
HOUR, AFTERNOON, TOMORROW, MONDAY = "hour", "afternoon", "tomorrow", "monday"

_CHOICES = (
    ("For an hour", HOUR),
    ("Until this afternoon, 2:00 PM", AFTERNOON),
    ("Until tomorrow, 9:00 AM", TOMORROW),
    ("Until Monday, 9:00 AM", MONDAY),
)


def assign_view(client_id: str, name: str) -> Block:
    """Who is to look after the client."""
    blocks = [section(plain(f"Who looks after {name}?")), person(OWNER, "Teammate")]
    return modal(
        "Assign",
        ASSIGN_CALLBACK,
        blocks,
        submit="Assign",
        close="Cancel",
        kept=windows.remember(client=client_id),
    )


def snooze_view(client_id: str, name: str) -> Block:
    """Until when nobody has to look at it."""
    element: Block = {"type": "datetimepicker", "action_id": AT}
    blocks = [
        section(plain(f"{name} comes back then, or as soon as the client writes.")),
        select(FOR, "Put off", [option(*each) for each in _CHOICES], optional=True),
        field(AT, "Or until", element, hint="A time here wins over the choice above.", optional=True),
    ]
    return modal(
        "Put off",
        SNOOZE_CALLBACK,
        blocks,
        submit="Put off",
        close="Cancel",
        kept=windows.remember(client=client_id),
    )
