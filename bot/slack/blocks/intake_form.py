"""The form that makes an unknown number a client.

Apart from the rows on the card: a form remembers what it is about, which a card need not know how to do.
"""

from bot.domain import phone
from bot.domain.client import DEFAULT_KIND, Client
from bot.flows.clients.intake import create as flow
from bot.slack import windows
from bot.slack.blocks.elements import Block, plain, section
from bot.slack.blocks.inputs import field, modal, text_input

CALLBACK = "intake_create"


def create_form(client: Client, user: str) -> Block:
    """The form that makes it a client; who fills it in looks after the client, unless they choose another."""
    owner: Block = {"type": "users_select", "action_id": flow.OWNER, "initial_user": user}
    name = client.name if any(letter.isalpha() for letter in client.name) else ""
    number = phone.display(client.addresses[0].value) if client.addresses else "this number"
    return modal(
        "Create client",
        CALLBACK,
        [
            section(plain(f"For {number}")),
            text_input(flow.NAME, "Name", value=name, most=flow.MAX_NAME),
            text_input(flow.COMPANY, "Company", value=client.company, most=flow.MAX_NAME, optional=True),
            text_input(
                flow.KIND,
                "Kind",
                value=DEFAULT_KIND,
                most=flow.MAX_KIND,
                optional=True,
                hint="Such as client, vendor or signer, or a word of your own.",
            ),
            field(flow.OWNER, "Who looks after the client", owner, optional=True),
        ],
        submit="Create",
        close="Cancel",
        kept=windows.remember(client=client.id),
    )
