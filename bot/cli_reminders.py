"""The commands ``bot reminder`` and ``bot keys``. Each command's body is imported when it runs."""
# ruff: noqa: PLC0415 - “bot --help” must not load a database.

from pathlib import Path
from typing import Annotated, Literal

import typer

reminder = typer.Typer(
    help="Appointments, payments and documents that clients are reminded of.", no_args_is_help=True
)
keys = typer.Typer(help="Keys with which your own systems sign what they tell.", no_args_is_help=True)

Number = Annotated[str, typer.Option(help="The client's phone number; may be left out for a known --ref.")]
Name = Annotated[str, typer.Option(help="The client's name, for one who is not written down yet.")]
Language = Annotated[str, typer.Option(help="The client's language, such as es, if nobody knows it yet.")]
Ref = Annotated[str, typer.Option(help="What you call it. The same one again changes it.")]
Link = Annotated[str, typer.Option(help="A link for the client, beginning with https://.")]
Phone = Annotated[str, typer.Option(help="The number that the client calls to change it.")]
Quiet = Annotated[bool, typer.Option("--quiet", help="Send nothing at once; reminders go at their times.")]


@reminder.command("appointment")
def reminder_appointment(
    at: Annotated[str, typer.Option(help="When it begins, such as “2026-12-01 10:00”.")],
    number: Number = "",
    name: Name = "",
    language: Language = "",
    zone: Annotated[str, typer.Option(help="Whose clocks show --at, such as America/New_York.")] = "",
    place: Annotated[str, typer.Option(help="Where it is.")] = "",
    title: Annotated[str, typer.Option(help="What it is, such as Check-up.")] = "",
    phone: Phone = "",
    link: Link = "",
    ref: Ref = "",
    quiet: Quiet = False,
) -> None:
    """Set an appointment, or give a known one another time. Without --zone the team's clock counts."""
    from bot.commands.reminder_setting import set_one

    written = {"kind": "appointment", "at": at, "number": number, "name": name, "language": language}
    more = {"zone": zone, "place": place, "title": title, "phone": phone, "link": link, "ref": ref}
    set_one(written | more, announces=not quiet)


@reminder.command("payment")
def reminder_payment(
    day: Annotated[str, typer.Option(help="On which day it is due, such as 2026-12-01.")],
    number: Number = "",
    name: Name = "",
    language: Language = "",
    amount: Annotated[str, typer.Option(help="How much, such as 120.00.")] = "",
    currency: Annotated[str, typer.Option(help="Of which currency, such as USD; empty: your team's.")] = "",
    invoice: Annotated[str, typer.Option(help="The invoice's number.")] = "",
    phone: Phone = "",
    link: Link = "",
    ref: Ref = "",
    quiet: Quiet = False,
) -> None:
    """Set a payment that is due, or change a known one."""
    from bot.commands.reminder_setting import set_one

    written = {"kind": "payment", "day": day, "number": number, "name": name, "language": language}
    more = {"amount": amount, "currency": currency, "invoice": invoice}
    set_one(written | more | {"phone": phone, "link": link, "ref": ref}, announces=not quiet)


@reminder.command("document")
def reminder_document(
    number: Number = "",
    name: Name = "",
    language: Language = "",
    title: Annotated[str, typer.Option(help="What it is, such as Deed of sale.")] = "",
    link: Link = "",
    ref: Ref = "",
    quiet: Quiet = False,
) -> None:
    """Say that a document is ready for a client."""
    from bot.commands.reminder_setting import set_one

    written = {"kind": "document", "number": number, "name": name, "language": language}
    set_one(written | {"title": title, "link": link, "ref": ref}, announces=not quiet)


@reminder.command("client")
def reminder_client(
    number: Annotated[str, typer.Option(help="The client's phone number.")],
    name: Name = "",
    language: Language = "",
    ref: Ref = "",
    quiet: Quiet = False,
) -> None:
    """Say that somebody is a new client."""
    from bot.commands.reminder_setting import set_one

    written = {"kind": "client", "number": number, "name": name, "language": language, "ref": ref}
    set_one(written, announces=not quiet)


@reminder.command("confirm")
def reminder_confirm(ref: Ref) -> None:
    """Say that the client comes to an appointment."""
    from bot.commands.reminders import confirm

    confirm(ref)


@reminder.command("paid")
def reminder_paid(ref: Ref) -> None:
    """Say that the money of a payment is there."""
    from bot.commands.reminders import paid

    paid(ref)


@reminder.command("cancel")
def reminder_cancel(
    ref: Ref,
    kind: Annotated[
        Literal["appointment", "payment", "document", "client"] | None,
        typer.Option(help="Which of several with this ref."),
    ] = None,
    quiet: Quiet = False,
) -> None:
    """Call something off: what is planned for it does not go."""
    from bot.commands.reminders import cancel

    cancel(ref, kind or "", announces=not quiet)


@reminder.command("list")
def reminder_list() -> None:
    """Show what is to come, the next first, on the team's clock."""
    from bot.commands.reminders import show

    show()


@reminder.command("import")
def reminder_import(
    file: Annotated[Path, typer.Argument(help="A CSV file whose first row names the columns.")],
    announce: Annotated[
        bool, typer.Option("--announce", help="Also send what goes at once, to everybody in the file.")
    ] = False,
) -> None:
    """Set what a CSV file tells, at most 5,000 rows. The exit code is 3 when rows were skipped.

    The columns: kind (appointment, payment, document or client), number, name, language, at, zone, day,
    place, phone, title, invoice, amount, currency, link, ref. Safe to run again.
    """
    from bot.commands.reminder_import import import_file

    if not import_file(file, announces=announce):
        raise typer.Exit(3)


@keys.command("new")
def keys_new(label: Annotated[str, typer.Argument(help="What your team calls the system.")]) -> None:
    """Make a key for one of your own systems; its secret is shown this once."""
    from bot.commands.keys import new

    new(label)


@keys.command("list")
def keys_list() -> None:
    """Show the keys in use, and when each was used last."""
    from bot.commands.keys import show

    show()


@keys.command("revoke")
def keys_revoke(
    key: Annotated[str, typer.Argument(help="The key's id, as “bot keys list” shows it.")],
) -> None:
    """Have a key open nothing any more, at once."""
    from bot.commands.keys import revoke

    revoke(key)
