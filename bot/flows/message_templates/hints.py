"""The values that a template may name, as they are offered to who writes one."""

from bot.templating.variables import VARIABLES, About


def groups() -> list[tuple[str, list[tuple[str, str]]]]:
    """What they tell of, and for each its name and what it stands for."""
    return [
        (about.value, [(each.name, each.says) for each in VARIABLES if each.about is about])
        for about in About
    ]
