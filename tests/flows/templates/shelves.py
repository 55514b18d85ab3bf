"""Templates for the tests of the flows."""

from dataclasses import replace

from bot.domain.template import Approval, Category, Template, TemplateKind, Variable

REMINDER = Template(
    id="HX1",
    name="reminder",
    language="en",
    category=Category.UTILITY,
    kind=TemplateKind.TEXT,
    body="Hi {{1}}, we see you on {{2}} at {{3}}.",
    variables=(Variable("1", "Jane"), Variable("2", "Monday"), Variable("3", "3:00 PM")),
    approval=Approval.APPROVED,
)
OFFER = replace(
    REMINDER,
    id="HX2",
    name="offer",
    category=Category.MARKETING,
    body="Whitening costs a third less.",
    variables=(),
    buttons=("Book", "No, thanks"),
)
PENDING = replace(REMINDER, id="HX3", name="a_new_one", approval=Approval.PENDING)
VALUES = {"1": "Nora", "2": "Friday", "3": "9:00 AM"}
SAID = "Hi Nora, we see you on Friday at 9:00 AM."
