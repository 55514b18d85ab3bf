"""What a teammate's own text needs, how far a STOP reaches, and in which languages it is understood."""

from collections.abc import Sequence
from dataclasses import replace

from bot.domain.settings import ConsentRules
from bot.flows.context import Context
from bot.flows.settings.change import Outcome, Rejected, change

LANGUAGES = "languages"
# In which an opt-out in a client's own words is recognised (ISO 639-1).
KNOWN_LANGUAGES = {
    "en": "English",
    "es": "Spanish",
    "fr": "French",
    "de": "German",
    "it": "Italian",
    "pt": "Portuguese",
    "nl": "Dutch",
}


async def save(
    ctx: Context,
    workspace_id: str,
    user: str,
    version: int,
    *,
    direct_needs_consent: bool,
    stop_covers_all: bool,
    languages: Sequence[str],
) -> Outcome:
    """Change them. Raises NotAllowed and ChangedMeanwhile."""
    chosen = tuple(code for code in KNOWN_LANGUAGES if code in languages)
    if not chosen:
        return Rejected({LANGUAGES: "Choose at least one language."})
    rules = ConsentRules(direct_needs_consent, stop_covers_all, chosen)
    return await change(ctx, workspace_id, user, version, lambda old: replace(old, consent=rules))
