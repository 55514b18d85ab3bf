"""What the stand-in is told about its workspace and about the app that is installed in it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.sandbox.slack.steps import Step, steps_of


@dataclass(frozen=True)
class UserSpec:
    """A teammate: ``name`` is the handle, ``real_name`` what others see; ``tz`` is an IANA name, ``locale``
    the language in which they use Slack, such as ``es-ES``."""

    id: str
    name: str
    real_name: str
    email: str = ""
    tz: str = "America/New_York"
    tz_offset: int = -18_000
    is_admin: bool = False
    is_owner: bool = False
    is_guest: bool = False
    locale: str = "en-US"


@dataclass(frozen=True)
class UserGroupSpec:
    """A user group: ``handle`` is what is typed after the @, ``users`` the ids of its members."""

    id: str
    name: str
    handle: str
    users: tuple[str, ...]
    description: str = ""
    is_disabled: bool = False


@dataclass(frozen=True)
class ChannelSpec:
    """A channel; without ``members`` every teammate is in it. The bot is in it only when told so."""

    id: str
    name: str
    members: tuple[str, ...] | None = None
    is_private: bool = False
    is_archived: bool = False
    bot_is_member: bool = True


@dataclass(frozen=True)
class AppIdentity:
    """Who the installed app is."""

    id: str = "A0THREAD"
    bot_user_id: str = "U0THREAD"
    bot_id: str = "B0THREAD"
    name: str = "Threadline"


@dataclass(frozen=True)
class SlashCommand:
    """A command the manifest declares, with its leading slash."""

    command: str
    description: str = ""
    usage_hint: str = ""
    should_escape: bool = False


@dataclass(frozen=True)
class Shortcut:
    """A shortcut the manifest declares; ``type`` is ``global`` or ``message``."""

    name: str
    type: str
    callback_id: str
    description: str = ""


@dataclass(frozen=True)
class SlackConfig:
    """One workspace with one installed app: what the manifest does not grant is refused."""

    team_id: str
    team_name: str
    users: tuple[UserSpec, ...]
    channels: tuple[ChannelSpec, ...]
    team_domain: str = "sandbox"
    groups: tuple[UserGroupSpec, ...] = ()
    app: AppIdentity = field(default_factory=AppIdentity)
    commands: tuple[SlashCommand, ...] = ()
    shortcuts: tuple[Shortcut, ...] = ()
    steps: tuple[Step, ...] = ()
    scopes: frozenset[str] = frozenset()
    events: frozenset[str] = frozenset()
    interactivity: bool = False
    home_tab: bool = False
    messages_tab: bool = False
    messages_tab_read_only: bool = False
    rate_limits: bool = True
    # Seconds after a failed delivery until each retry, by the sandbox clock: at once, a minute, five minutes.
    retry_delays: tuple[float, ...] = (0.0, 60.0, 300.0)
    # Real seconds the app has to answer an event, a command or an interaction.
    answer_seconds: float = 3.0

    @classmethod
    def from_manifest(
        cls,
        manifest: Mapping[str, Any],
        *,
        team_id: str,
        team_name: str,
        users: Sequence[UserSpec],
        channels: Sequence[ChannelSpec],
        **options: Any,
    ) -> "SlackConfig":
        """Read Slack's app manifest (already parsed from YAML or JSON).

        ``options`` are other fields of this class, such as ``rate_limits`` or ``retry_delays``.
        Raises ValueError when the manifest asks for Socket Mode only, which this stand-in does not speak.
        """
        features = manifest.get("features") or {}
        settings = manifest.get("settings") or {}
        home = features.get("app_home") or {}
        app = options.pop("app", None) or AppIdentity(name=_bot_name(manifest))
        if settings.get("socket_mode_enabled"):
            raise ValueError("The sandbox speaks HTTP: switch socket_mode_enabled off in the manifest.")
        return cls(
            team_id=team_id,
            team_name=team_name,
            users=tuple(users),
            channels=tuple(channels),
            app=app,
            commands=_commands(features),
            shortcuts=_shortcuts(features),
            steps=steps_of(manifest),
            scopes=_scopes(manifest),
            events=frozenset((settings.get("event_subscriptions") or {}).get("bot_events") or ()),
            interactivity=bool((settings.get("interactivity") or {}).get("is_enabled")),
            home_tab=bool(home.get("home_tab_enabled")),
            messages_tab=bool(home.get("messages_tab_enabled")),
            messages_tab_read_only=bool(home.get("messages_tab_read_only_enabled")),
            **options,
        )


def _bot_name(manifest: Mapping[str, Any]) -> str:
    bot_user = (manifest.get("features") or {}).get("bot_user") or {}
    shown = (manifest.get("display_information") or {}).get("name")
    return str(bot_user.get("display_name") or shown or "App")


def _commands(features: Mapping[str, Any]) -> tuple[SlashCommand, ...]:
    return tuple(
        SlashCommand(
            command=str(entry["command"]),
            description=str(entry.get("description") or ""),
            usage_hint=str(entry.get("usage_hint") or ""),
            should_escape=bool(entry.get("should_escape")),
        )
        for entry in features.get("slash_commands") or ()
    )


def _shortcuts(features: Mapping[str, Any]) -> tuple[Shortcut, ...]:
    return tuple(
        Shortcut(
            name=str(entry["name"]),
            type=str(entry["type"]),
            callback_id=str(entry["callback_id"]),
            description=str(entry.get("description") or ""),
        )
        for entry in features.get("shortcuts") or ()
    )


def _scopes(manifest: Mapping[str, Any]) -> frozenset[str]:
    scopes = (manifest.get("oauth_config") or {}).get("scopes") or {}
    return frozenset(scopes.get("bot") or ())
