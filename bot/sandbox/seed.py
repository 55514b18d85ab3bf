"""Harbor Clinic: the small practice that the sandbox starts with.

All numbers are fictitious by decree: 555-01xx in North America (NANPA), 491 570 xxx in Australia (ACMA).
Britain's 7700 900xxx would be the better known, but number libraries call it invalid, as Twilio then does.
"""

from dataclasses import dataclass
from decimal import Decimal

from bot.domain.client_record import ClientRecord
from bot.sandbox.phonebook import Channel
from bot.sandbox.slack.config import ChannelSpec, UserGroupSpec, UserSpec
from bot.sandbox.twilio import SandboxSender

TEAM_ID = "T0HARBOR"
TEAM_NAME = "Harbor Clinic"
INBOX_CHANNEL = "#clients"
DEFAULT_REGION = "US"
TIME_ZONE = "America/New_York"
# Enough for a month of a small practice, in dollars, and little enough to be used up by playing.
MONTHLY_BUDGET = Decimal(25)

SMS_NUMBER = "+12025550100"
WHATSAPP_NUMBER = "+12025550199"

USERS = (
    UserSpec("U0MAYA", "maya", "Maya Ortiz", email="maya@harbor.example", is_admin=True, is_owner=True),
    UserSpec("U0SAM", "sam", "Sam Whitfield", email="sam@harbor.example", locale="en-GB"),
    # Says when something goes in Spanish.
    UserSpec("U0PRIYA", "priya", "Priya Nair", email="priya@harbor.example", locale="es-ES"),
)

# What each may do from the start: one of each kind, to see the difference.
ROLES = (("U0MAYA", "admin"), ("U0SAM", "manager"), ("U0PRIYA", "sender"))

GROUPS = (UserGroupSpec("S0FRONT", "Front desk", "front-desk", ("U0SAM", "U0PRIYA")),)

CHANNELS = (
    ChannelSpec("C0GENERAL", "general"),
    ChannelSpec("C0CLIENTS", "clients"),
)

SENDERS = (
    SandboxSender(SMS_NUMBER, friendly_name="Harbor Clinic texts"),
    SandboxSender(WHATSAPP_NUMBER, channel="whatsapp", kind="whatsapp", friendly_name="Harbor Clinic"),
)

# Whom the texts may go to: the account has switched these countries on.
REGIONS = frozenset({"US", "CA", "AU"})


@dataclass(frozen=True)
class ClientPhone:
    """A client and what their phone can do; ``number`` is E.164."""

    number: str
    name: str
    kinds: tuple[Channel, ...] = ("sms", "whatsapp")
    landline: bool = False


@dataclass(frozen=True)
class Opening:
    """What a client writes before anybody in the clinic has done anything."""

    number: str
    channel: Channel
    body: str


CLIENTS = (
    ClientPhone("+12025550142", "Jane Doe"),
    ClientPhone("+12025550117", "Marcus Reed", kinds=("sms",)),
    ClientPhone("+12025550163", "Elena Petrova"),
    ClientPhone("+14165550123", "Oliver Hughes"),
    ClientPhone("+61491570156", "Amara Okafor", kinds=("whatsapp",)),
    ClientPhone("+12025550188", "Quayside Café", kinds=(), landline=True),
)

# Whom the bot knows by name from the start; Amara writes as a stranger, who becomes a lead.
KNOWN_CLIENTS = (
    (
        "+12025550142",
        ClientRecord("Jane Doe", tags=("Glasses",), last_order="Reading glasses: ready to be picked up"),
    ),
    ("+12025550117", ClientRecord("Marcus Reed", tags=("Dental", "Recall"))),
    ("+12025550163", ClientRecord("Elena Petrova", company="Petrova Design", tags=("Glasses",))),
    ("+14165550123", ClientRecord("Oliver Hughes", tags=("Recall",), notes="Prefers mornings.")),
    ("+12025550188", ClientRecord("Quayside Café", kind="vendor", tags=("Catering",))),
)

# Who has given the number for texts about appointments and the like.
TOLD_US_THEIR_NUMBER = ("+12025550142", "+12025550117", "+12025550163", "+14165550123")

# The first look at the sandbox shows a clinic at work: a teammate's greeting, and two clients who wait.
GREETING = (
    "U0SAM",
    "C0GENERAL",
    "Good morning! Our clients' threads are in #clients. Type /sms and a name there to text somebody. :wave:",
)
OPENINGS = (
    Opening("+12025550117", "sms", "Hi, this is Marcus. Can I still move my cleaning to Thursday?"),
    Opening("+61491570156", "whatsapp", "Hello! Do I need to bring my X-rays along tomorrow?"),
)
