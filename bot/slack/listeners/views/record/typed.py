"""What stands in the form of a client's record."""

from bot.domain.client_record import ClientRecord
from bot.slack import choices
from bot.slack.blocks import client_form as form
from bot.slack.fields import Fields


def typed(fields: Fields) -> ClientRecord:
    """Read the form; a word of one's own for the kind counts more than the menu."""
    return ClientRecord(
        name=fields.text(form.NAME),
        kind=fields.text(form.OTHER_KIND) or fields.option(form.KIND),
        company=fields.text(form.COMPANY),
        language=choices.value_in(fields.option(form.LANGUAGE)),
        time_zone=choices.value_in(fields.option(form.ZONE)) or None,
        tags=tuple(tag for each in fields.options(form.TAGS) if (tag := choices.value_in(each))),
        owner=fields.user(form.OWNER) or None,
        notes=fields.text(form.NOTES),
        next_appointment=fields.moment(form.APPOINTMENT),
        last_order=fields.text(form.ORDER),
    )


def at_fields(errors: dict[str, str], fields: Fields) -> dict[str, str]:
    """The sentences by block id: what is wrong with a kind of one's own is said where it was typed."""
    if form.KIND in errors and fields.text(form.OTHER_KIND):
        return {form.OTHER_KIND if name == form.KIND else name: said for name, said in errors.items()}
    return errors
