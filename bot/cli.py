"""The ``bot`` command. Each command's body is imported when it runs, so that each starts lean."""
# ruff: noqa: PLC0415 - “bot --help” must not load a database, nor “bot web” Twilio's SDK.

import sys
from pathlib import Path
from typing import Annotated, Literal

import typer

from bot.cannot_start import CannotStart
from bot.cli_reminders import keys, reminder
from bot.domain.roles import Role

app = typer.Typer(
    name="bot",
    help="Threadline: text your clients from Slack.",
    no_args_is_help=True,
    add_completion=False,
    # Its boxes show the values of local variables: secrets, numbers and texts.
    pretty_exceptions_enable=False,
)


roles = typer.Typer(help="Who may do what.", no_args_is_help=True)
app.add_typer(roles, name="roles")


clients = typer.Typer(help="Your clients, as CSV files.", no_args_is_help=True)
app.add_typer(clients, name="clients")


accounts = typer.Typer(help="Further accounts at Twilio, kept encrypted.", no_args_is_help=True)
app.add_typer(accounts, name="accounts")


app.add_typer(reminder, name="reminder")
app.add_typer(keys, name="keys")


@app.command()
def run() -> None:
    """Run everything in one process: the web routes and the worker."""
    from bot.commands.run import execute

    execute(web=True, worker=True)


@app.command()
def web() -> None:
    """Run only the web routes; needs a worker beside it and one database for both."""
    from bot.commands.run import execute

    execute(web=True, worker=False)


@app.command()
def worker() -> None:
    """Run only the worker, which sends texts and writes to Slack; as many as you like."""
    from bot.commands.run import execute

    execute(web=False, worker=True)


@app.command()
def migrate() -> None:
    """Bring the database up to date. Safe to run again."""
    from bot.commands.migrate import execute

    execute()


@app.command()
def check() -> None:
    """Say in words what is configured, reachable and missing; the exit code is 1 when something is wrong."""
    from bot.commands.check import execute

    if not execute():
        raise typer.Exit(1)


@app.command()
def sandbox(
    port: Annotated[
        int, typer.Option(min=0, max=65_535, help="The page's port; 0 takes any free one.")
    ] = 8080,
    data: Annotated[
        Path | None,
        typer.Option(
            help="A folder that keeps the bot's database and log, to look at or to go on with; else they are "
            "thrown away. The page's Slack and phones begin anew each time."
        ),
    ] = None,
    open_page: Annotated[
        bool, typer.Option("--open/--no-open", help="Whether to show the page in a browser.")
    ] = True,
    whatsapp: Annotated[
        Literal["twilio", "meta", "both"],
        typer.Option(help="Who carries WhatsApp; with both, each of them has a number."),
    ] = "twilio",
) -> None:
    """Run the whole program with no account anywhere, with a page that shows Slack and the phones."""
    from bot.commands.sandbox import execute

    execute(port=port, data=data, open_page=open_page, whatsapp=whatsapp)


@roles.command("list")
def roles_list() -> None:
    """Show every role that was given."""
    from bot.commands.roles import show

    show()


@roles.command("grant")
def roles_grant(
    who: Annotated[str, typer.Argument(help="A Slack member's id (U…), or a user group's (S…).")],
    role: Annotated[Role, typer.Argument(help="What they are from now on.")],
) -> None:
    """Give a person or a user group a role; it takes the place of the one there was."""
    from bot.commands.roles import grant

    grant(who, role)


@roles.command("revoke")
def roles_revoke(
    who: Annotated[str, typer.Argument(help="A Slack member's id (U…), or a user group's (S…).")],
) -> None:
    """Take a role away; the last admin stays."""
    from bot.commands.roles import revoke

    revoke(who)


@clients.command("import")
def clients_import(
    file: Annotated[Path, typer.Argument(help="A CSV file whose first row names the columns.")],
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only say what would be done; nothing is written.")
    ] = False,
    region: Annotated[
        str, typer.Option(help="The country of numbers without a country code; DEFAULT_REGION if not given.")
    ] = "",
    errors: Annotated[
        Path | None, typer.Option(help="Where the rows that are not imported go, as CSV with the reasons.")
    ] = None,
) -> None:
    """Create and change clients from a CSV file. The exit code is 3 when rows were skipped.

    Safe to run again: what is there already stays as it is.
    """
    from bot.commands.clients_import import execute

    if not execute(file, dry_run=dry_run, region=region, errors=errors):
        raise typer.Exit(3)


@clients.command("export")
def clients_export(
    file: Annotated[
        Path | None, typer.Argument(help="Where to write; to standard output if not given.")
    ] = None,
) -> None:
    """Write all clients as a CSV file that "bot clients import" understands."""
    from bot.commands.clients_export import execute

    execute(file)


@accounts.command("list")
def accounts_list() -> None:
    """Show the accounts that were added, with their senders."""
    from bot.commands.accounts import show

    show()


@accounts.command("add")
def accounts_add(
    sid: Annotated[str, typer.Argument(help="The Account SID (AC…), of a subaccount too.")],
    numbers: Annotated[
        str, typer.Option("--from", help="Its SMS numbers or Messaging Services (MG…), comma separated.")
    ] = "",
    whatsapp: Annotated[
        str, typer.Option("--whatsapp-from", help="Its WhatsApp senders, comma separated.")
    ] = "",
    label: Annotated[str, typer.Option(help="What your team calls it.")] = "",
) -> None:
    """Add an account, or change its token; that is asked for, or read from ACCOUNT_TOKEN."""
    from bot.commands.accounts import add

    add(sid, numbers, whatsapp, label)


@accounts.command("test")
def accounts_test(sid: Annotated[str, typer.Argument(help="The Account SID (AC…).")]) -> None:
    """Ask Twilio whether an account works; the exit code is 1 when it does not."""
    from bot.commands.accounts import test

    if not test(sid):
        raise typer.Exit(1)


@accounts.command("remove")
def accounts_remove(sid: Annotated[str, typer.Argument(help="The Account SID (AC…).")]) -> None:
    """Use an account no more. Texts that wait for it are not sent, and their threads say so."""
    from bot.commands.accounts import remove

    remove(sid)


@accounts.command("rotate")
def accounts_rotate() -> None:
    """Encrypt all secrets anew with the first of ENCRYPTION_KEYS, so that the others can be taken away."""
    from bot.commands.accounts import rotate

    if not rotate():
        raise typer.Exit(1)


@accounts.command("key")
def accounts_key() -> None:
    """Print a fresh key for ENCRYPTION_KEYS."""
    from bot.commands.accounts import key

    key()


def main() -> None:
    """Run a command; what a person can mend is told in one line on standard error."""
    try:
        app()
    except CannotStart as reason:
        print(f"bot: {reason}", file=sys.stderr)  # noqa: T201 - the terminal is where the person is.
        sys.exit(reason.exit_code)
    except Exception:  # A traceback may hold what no log may show.
        from bot.commands.crash import report

        report()
        sys.exit(70)
