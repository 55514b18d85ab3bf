"""Harbor Clinic straight at Meta: its WhatsApp number, and templates of each kind and with each answer."""

import secrets
from collections.abc import Mapping
from copy import deepcopy
from typing import Any

from bot.sandbox import seed, seed_templates
from bot.sandbox.meta import BusinessNumber, Credentials, MetaConfig, MetaTemplate
from bot.sandbox.meta.state import MetaState

NUMBER = BusinessNumber("106540352242922", "+12025550190", "Harbor Clinic")
ACCOUNT_ID, APP_ID = "102290129340398", "670843887433847"
# The template by which clients are asked whether we may write to them.
OPT_IN = "1689556908129808"


def credentials() -> Credentials:
    """New secrets for the clinic's app."""
    return Credentials(
        token=f"EAA{secrets.token_hex(24)}",
        app_id=APP_ID,
        app_secret=secrets.token_hex(16),
        verify_token=secrets.token_hex(16),
        account_id=ACCOUNT_ID,
    )


def config(api_url: str, options: Mapping[str, Any]) -> MetaConfig:
    """How the clinic's account behaves; ``options`` are further fields of MetaConfig."""
    given: dict[str, Any] = {
        "business_name": seed.TEAM_NAME,
        "templates": templates(),
        "public_files": dict(seed_templates.FILES),
    }
    return MetaConfig(api_url=api_url, **(given | dict(options)))


def env(state: MetaState) -> dict[str, str]:
    """What the bot must be told to use the clinic's number."""
    known = state.credentials
    return {
        "WHATSAPP_TOKEN": known.token,
        "WHATSAPP_PHONE_NUMBER_ID": NUMBER.id,
        "WHATSAPP_BUSINESS_ACCOUNT_ID": known.account_id,
        "WHATSAPP_APP_SECRET": known.app_secret,
        "WHATSAPP_VERIFY_TOKEN": known.verify_token,
        "WHATSAPP_API_URL": f"{state.config.api_url}/{state.config.version}",
    }


def _text(kind: str, text: str, *samples: str) -> dict[str, Any]:
    if kind == "BODY":
        return {"type": kind, "text": text, "example": {"body_text": [list(samples)]}}
    return {"type": kind, "text": text}


def _replies(*titles: str) -> dict[str, Any]:
    return {"type": "BUTTONS", "buttons": [{"type": "QUICK_REPLY", "text": each} for each in titles]}


def _picture() -> dict[str, Any]:
    return {"type": "HEADER", "format": "IMAGE", "example": {"header_handle": ["4::c2FtcGxl"]}}


def _map() -> dict[str, Any]:
    address = "https://harbor.example/find/{{1}}"
    example = ["https://harbor.example/find/door"]
    button = {"type": "URL", "text": "Open the map", "url": address, "example": example}
    return {"type": "BUTTONS", "buttons": [button]}


_TEMPLATES = (
    MetaTemplate(
        "1689556908129801",
        "appointment_reminder",
        "en",
        "UTILITY",
        [
            _text(
                "BODY",
                "Hi {{1}}, this is Harbor Clinic: we see you on {{2}} at {{3}} as agreed.",
                *("Jane", "Monday, November 30", "3:00 PM"),
            ),
            _text("FOOTER", "Reply STOP to opt out."),
        ],
    ),
    MetaTemplate(
        "1689556908129802",
        "confirm_visit",
        "en",
        "UTILITY",
        [
            {"type": "HEADER", "format": "TEXT", "text": "Your visit"},
            _text(
                "BODY",
                "Hello {{1}}, can you still make it on {{2}}? Press a button to tell us.",
                *("Jane Doe", "Monday, November 30"),
            ),
            _replies("I will be there", "Please move it"),
        ],
    ),
    MetaTemplate(
        "1689556908129803",
        "how_to_find_us",
        "en",
        "UTILITY",
        [
            _picture(),
            _text("BODY", "Hi {{1}}, this is how to find Harbor Clinic. Ring at the blue door.", "Jane"),
            _map(),
        ],
    ),
    MetaTemplate(
        "1689556908129804",
        "recordatorio_de_cita",
        "es",
        "UTILITY",
        [
            _text(
                "BODY",
                "Hola {{1}}, le esperamos en Harbor Clinic el {{2}} a las {{3}} horas.",
                *("Jane", "lunes", "15"),
            )
        ],
    ),
    MetaTemplate(
        "1689556908129805",
        "spring_whitening",
        "en",
        "MARKETING",
        [
            _text(
                "BODY",
                "Hi {{1}}, whitening costs a third less until {{2}}. Shall we book it?",
                *("Jane", "May 31"),
            )
        ],
    ),
    MetaTemplate(
        "1689556908129806",
        "results_are_in",
        "en",
        "UTILITY",
        [_text("BODY", "Hi {{1}}, your results are in. Call us or write here.", "Jane")],
        status="PENDING",
    ),
    MetaTemplate(
        "1689556908129807",
        "please_pay",
        "en",
        "UTILITY",
        [_text("BODY", "Hello {{1}} you owe us {{2}} today", *("Jane", "$40"))],
        status="REJECTED",
        rejected_reason="INVALID_FORMAT",
    ),
    MetaTemplate(
        OPT_IN,
        "may_we_write",
        "en",
        "UTILITY",
        [
            _text(
                "BODY",
                "Hello, this is {{1}}. May we write to you here on WhatsApp about your visits and orders? "
                "You can end it at any time with STOP.",
                "Harbor Clinic",
            ),
            _replies("Yes, please", "No, thanks"),
        ],
    ),
)


def templates() -> list[MetaTemplate]:
    """Made anew for each sandbox: what WhatsApp says of a template may be changed in one of them only."""
    return [deepcopy(each) for each in _TEMPLATES]
