"""What is said of words that cannot be filled in, and who can mend that."""

from bot.flows.templates.choice import CannotFill

NO_WORDS = "Its template cannot be filled in any more. Somebody who may change templates can mend it."


def missing(names: tuple[str, ...]) -> str:
    """Which values nobody knows."""
    named = ", ".join("{{" + name + "}}" for name in names)
    return (
        f"Nobody has said what {named} is for this client. Add it, or have somebody who may change templates "
        "take it out; then write to the client yourself."
    )


def cannot_fill(problem: CannotFill) -> str:
    """What WhatsApp's approved template does not take."""
    field, why = next(iter(problem.errors.items()))
    blank = field.partition(":")[2]
    return f"WhatsApp takes only its approved template now. {f'Blank {blank}: ' if blank else ''}{why}"
