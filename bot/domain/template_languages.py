"""The languages in which WhatsApp takes templates.

Source: WhatsApp Business Platform, supported languages.
"""

from bot.domain import languages

CODES = (
    *("af", "sq", "ar", "az", "bn", "bg", "ca", "zh_CN", "zh_HK", "zh_TW", "hr", "cs", "da", "nl", "en"),
    *("en_GB", "en_US", "et", "fil", "fi", "fr", "ka", "de", "el", "gu", "ha", "he", "hi", "hu", "id", "ga"),
    *("it", "ja", "kn", "kk", "rw_RW", "ko", "ky_KG", "lo", "lv", "lt", "mk", "ms", "ml", "mr", "nb", "fa"),
    *("pl", "pt_BR", "pt_PT", "pa", "ro", "ru", "sr", "sk", "sl", "es", "es_AR", "es_ES", "es_MX", "sw"),
    *("sv", "ta", "te", "th", "tr", "uk", "ur", "uz", "vi", "zu"),
)
# What has no code of two letters.
_NAMES = {"fil": "Filipino"}


def name_of(code: str) -> str:
    """A WhatsApp language as people say it: ``English (US)`` for ``en_US``."""
    language, _, country = code.replace("-", "_").partition("_")
    name = _NAMES.get(language.lower()) or languages.name_of(language.lower())
    return f"{name} ({country})" if country else name


def in_order() -> list[str]:
    """All codes, by the languages' names."""
    return sorted(CODES, key=name_of)
