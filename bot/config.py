"""The settings, read once from the environment.

The description of a field completes the sentence “It should be …”, which is what a person reads when the
setting is missing or wrong; the README's table lists the same names.
"""

import os
from pathlib import Path
from typing import Annotated, Literal, TypeVar
from urllib.parse import urlsplit

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    FilePath,
    SecretStr,
    ValidationError,
    ValidationInfo,
    model_validator,
)
from pydantic import field_validator as check_field
from pydantic_core import PydanticCustomError
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from bot import config_providers as providers
from bot import config_values as values
from bot.config_errors import Misspelling, SettingsError, misspellings, problems_in

Senders = Annotated[tuple[str, ...], NoDecode, BeforeValidator(values.senders)]
WhatsAppSenders = Annotated[tuple[str, ...], NoDecode, BeforeValidator(values.whatsapp_senders)]
Buckets = Annotated[tuple[str, ...], NoDecode, BeforeValidator(values.buckets)]
WebAddress = Annotated[str, AfterValidator(values.web_address)]
LogLevel = Literal["DEBUG", "INFO", "WARNING", "ERROR"]
S = TypeVar("S", bound="StorageSettings")

_META_ID = r"^[0-9]{5,30}$"
_TALKED_TO = ("public_url", "slack_api_url", "twilio_api_url")


class StorageSettings(BaseSettings):
    """What ``bot migrate`` needs: a release step must not ask for tokens it does not use."""

    model_config = SettingsConfigDict(env_ignore_empty=True, extra="ignore", frozen=True)

    database_url: Annotated[SecretStr, AfterValidator(values.database)] | None = Field(
        default=None,
        description="postgresql://user:password@host/name or sqlite:///path/to/file.db; "
        "when it is empty, a SQLite file in DATA_DIR is used",
    )
    data_dir: Path = Field(default=Path("data"), description="a folder that the program may write to")
    log_level: Annotated[LogLevel, BeforeValidator(values.upper)] = Field(
        default="INFO", description="DEBUG, INFO, WARNING or ERROR"
    )

    @property
    def database(self) -> str:
        """The database's address with its asynchronous driver. It may hold a password: never log it."""
        if self.database_url is None:
            return f"sqlite+aiosqlite:///{self.data_dir / 'threadline.db'}"
        return self.database_url.get_secret_value()

    @property
    def secrets(self) -> tuple[str, ...]:
        """The values that no log may show."""
        held = (getattr(self, name) for name in type(self).model_fields)
        whole = [value.get_secret_value() for value in held if isinstance(value, SecretStr)]
        # Of several keys each is a secret by itself.
        return tuple(dict.fromkeys([*whole, *(part for each in whole for part in each.split(",") if part)]))


class ClientsSettings(StorageSettings):
    """What ``bot clients`` needs: it works on the database alone."""

    default_region: Annotated[str, AfterValidator(values.region)] = Field(
        default="US",
        description="the two-letter country that numbers without a country code are in, such as US",
    )


# Where the threads stand is needed by whoever opens one.
InboxChannel = Annotated[
    str,
    Field(
        pattern=r"^[CG][A-Z0-9]{4,20}$",
        description="the ID of the Slack channel that holds the clients' threads, such as C0123456789 "
        "(at the foot of the channel's details)",
    ),
]


class RemindersSettings(ClientsSettings):
    """What ``bot reminder`` needs: the database, and where the thread of a new client stands."""

    inbox_channel: InboxChannel


class AccountsSettings(ClientsSettings):
    """What ``bot accounts`` needs: the database, the keys of its secrets, and where Twilio is."""

    encryption_keys: Annotated[SecretStr, AfterValidator(values.encryption_keys)] | None = Field(
        default=None,
        description="keys for the tokens that are kept in the database, comma separated: 32 bytes each, as "
        "url-safe base64; the first one encrypts (“bot accounts key” prints a fresh one)",
    )
    twilio_api_url: WebAddress = Field(
        default="https://api.twilio.com", description="the https address of Twilio's API"
    )


class Settings(AccountsSettings):
    """Everything that a running program needs."""

    slack_bot_token: Annotated[SecretStr, values.secret(r"xoxb-[A-Za-z0-9-]+")] = Field(
        description="the bot token of your Slack app, which starts with xoxb- (OAuth & Permissions)"
    )
    slack_signing_secret: Annotated[SecretStr, values.secret(r"[0-9a-f]{32}")] = Field(
        description="the signing secret of your Slack app, 32 characters of 0-9 and a-f (Basic Information)"
    )
    slack_app_token: Annotated[SecretStr, values.secret(r"xapp-[A-Za-z0-9-]+")] | None = Field(
        default=None,
        description="the app-level token of your Slack app, which starts with xapp- (Basic Information)",
    )
    slack_api_url: Annotated[WebAddress, AfterValidator(values.with_slash)] = Field(
        default="https://slack.com/api/", description="the https address of Slack's Web API"
    )
    twilio_account_sid: Annotated[str, Field(pattern=r"^AC[0-9a-f]{32}$")] | None = Field(
        default=None,
        description="the Account SID from the Twilio Console, which is AC and 32 characters of 0-9 and a-f",
    )
    twilio_auth_token: Annotated[SecretStr, values.secret(r"[0-9a-f]{32}")] | None = Field(
        default=None, description="the Auth Token from the Twilio Console, 32 characters of 0-9 and a-f"
    )
    twilio_whatsapp_from: WhatsAppSenders = Field(
        default=(),
        repr=False,
        description="the numbers of your WhatsApp senders at Twilio, comma separated, such as +14155238886",
    )
    twilio_from: Senders = Field(
        default=(),
        repr=False,
        description="your Twilio numbers such as +12025550123 or Messaging Service SIDs (MG…), "
        "comma separated; it may be empty only when TWILIO_WHATSAPP_FROM is set",
    )
    whatsapp_token: Annotated[SecretStr, values.secret(r"[A-Za-z0-9_|-]{20,1000}")] | None = Field(
        default=None,
        description="the token of your system user at Meta, a long row of letters and digits (Business "
        "settings, System users)",
    )
    whatsapp_phone_number_id: Annotated[str, Field(pattern=_META_ID)] | None = Field(
        default=None,
        description="Meta's ID of your WhatsApp number, digits only (WhatsApp, API Setup); it is not the "
        "number itself",
    )
    whatsapp_business_account_id: Annotated[str, Field(pattern=_META_ID)] | None = Field(
        default=None,
        description="the ID of your WhatsApp Business Account, digits only (WhatsApp, API Setup)",
    )
    whatsapp_app_secret: Annotated[SecretStr, values.secret(r"[0-9a-f]{32}")] | None = Field(
        default=None,
        description="the secret of your app at Meta, 32 characters of 0-9 and a-f (App settings, Basic)",
    )
    whatsapp_verify_token: Annotated[SecretStr, values.secret(r"[!-~]{8,200}")] | None = Field(
        default=None,
        description="a word of 8 characters or more that you have made up yourself and typed into the "
        "webhook's page at Meta as well, without blanks",
    )
    whatsapp_api_url: WebAddress = Field(
        default="https://graph.facebook.com/v26.0",
        description="the https address of Meta's Graph API with its version",
    )
    public_url: WebAddress | None = Field(
        default=None,
        validate_default=True,
        description="the https address at which Slack and Twilio reach this program, "
        "such as https://texts.example.com",
    )
    port: int = Field(default=3000, ge=1, le=65_535, description="a port number from 1 to 65535")
    inbox_channel: InboxChannel
    undo_seconds: int = Field(
        default=5, ge=0, le=60, description="a whole number of seconds from 0 (off) to 60"
    )
    media_url: Annotated[str, AfterValidator(values.bucket)] | None = Field(
        default=None,
        description="the bucket that keeps files for clients, such as s3://bucket/folder, gs://bucket/folder "
        "or az://container/folder; when it is empty, they lie in DATA_DIR",
    )
    media_sources: Buckets = Field(
        default=(),
        description="the buckets, or folders in them, whose files the team may send by their address, comma "
        "separated, such as gs://documents/outgoing,s3://forms",
    )

    sandbox_clock: FilePath | None = Field(
        default=None,
        description="left unset: “bot sandbox” sets it for its own bot, to a file that moves the time "
        "forward, and PUBLIC_URL, SLACK_API_URL, TWILIO_API_URL and WHATSAPP_API_URL then stand on this "
        "machine",
    )

    @model_validator(mode="before")
    @classmethod
    def _no_half_account(cls, given: dict[str, object]) -> dict[str, object]:
        # What an account lacks is marked, so that each setting is told by its own name.
        return given | dict.fromkeys(providers.left_out(given), providers.LEFT_OUT)

    @check_field(*providers.TWILIO, *providers.WHATSAPP, mode="before")
    @classmethod
    def _not_left_out(cls, value: object) -> object:
        if value is providers.LEFT_OUT:
            raise PydanticCustomError("missing", "left out")
        return value

    @check_field("public_url")
    @classmethod
    def _some_way_in(cls, value: str | None, info: ValidationInfo) -> str | None:
        # Socket Mode needs no address; Twilio does, and “bot check” says what is lost without one.
        if value is None and info.data.get("slack_app_token") is None:
            raise PydanticCustomError("missing", "no address")
        return value

    @check_field("sandbox_clock")
    @classmethod
    def _nobody_real_is_reached(cls, value: Path | None, info: ValidationInfo) -> Path | None:
        # Shifted time would let a text out at night: only stand-ins on this machine may be talked to.
        talked_to = [*_TALKED_TO, *(["whatsapp_api_url"] if info.data.get("whatsapp_token") else [])]
        addresses = (info.data.get(name) for name in talked_to)
        if value and not all(values.is_loopback(urlsplit(each).hostname) for each in addresses if each):
            raise ValueError("it shifts the time, and an address does not stand on this machine")
        return value

    @property
    def socket_mode(self) -> bool:
        """Whether Slack is reached over a socket of our own instead of over PUBLIC_URL."""
        return self.public_url is None

    @property
    def host(self) -> str:
        """The address to listen on: this machine only, when nobody else is told to come."""
        if self.public_url is None or values.is_loopback(urlsplit(self.public_url).hostname):
            return "127.0.0.1"
        return "0.0.0.0"  # noqa: S104 - a container is reached from outside; every route authenticates.


SETTING_NAMES = tuple(name.upper() for name in Settings.model_fields)


def load(kind: type[S]) -> S:
    """The settings of one kind from the environment.

    Raises SettingsError, whose text is one line that names what is wrong and holds no value.
    """
    try:
        return kind()
    except ValidationError as error:
        expected = {name: field.description or "" for name, field in kind.model_fields.items()}
        raise SettingsError(problems_in(error, expected, slips())) from None


def slips() -> tuple[Misspelling, ...]:
    """Variables of the environment that look like misspelt settings."""
    return misspellings(os.environ, SETTING_NAMES)
