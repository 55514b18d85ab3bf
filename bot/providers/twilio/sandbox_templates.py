"""The templates that WhatsApp has approved for Twilio's shared test number.

Every account may send them from that number, and they stand in no account's list. Source: the Content SIDs in
Twilio's own examples for the sandbox.
"""

from bot.domain.template import Approval, Category, Template, TemplateKind, Variable

_CHANGE = "If you need to change it, please reply back and let us know."


def _template(sid: str, name: str, body: str, *samples: str) -> Template:
    return Template(
        id=sid,
        name=name,
        language="en",
        category=Category.UTILITY,
        kind=TemplateKind.TEXT,
        body=body,
        shape="text",
        variables=tuple(Variable(str(place), sample) for place, sample in enumerate(samples, start=1)),
        approval=Approval.APPROVED,
        is_sandbox=True,
    )


# Twilio's third one, for codes that sign people in, is for programs and not for teams.
SANDBOX_TEMPLATES = (
    _template(
        "HXb5b62575e6e4ff6129ad7c8efe1f983e",
        "Twilio test: appointment",
        f"Your appointment is coming up on {{{{1}}}} at {{{{2}}}}. {_CHANGE}",
        "12/1",
        "3pm",
    ),
    _template(
        "HX350d429d32e64a552466cafecbe95f3c",
        "Twilio test: order",
        f"Thank you for your order. Your delivery is scheduled for {{{{1}}}} at {{{{2}}}}. {_CHANGE}",
        "12/1",
        "3pm",
    ),
)
