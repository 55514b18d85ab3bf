"""What the commands do, for whoever asks."""

from collections.abc import Iterable

from bot.domain.roles import Permission, Role
from bot.flows.team.roles import NO_ADMIN_YET
from bot.slack.blocks.elements import Block, Rendered, context, mrkdwn, section, shortened
from bot.slack.blocks.inputs import modal
from bot.slack.text import escape

_COMMANDS = (
    ("/sms Jane Doe Hello", "opens a text message to a client, filled in as far as it is known"),
    ("/sms +1 202-555-0123 Hello", "the same by number; a new number makes a new client"),
    ("/whatsapp Jane Doe Hello", "the same over WhatsApp"),
    ("/sms", "opens an empty form in which you choose the client"),
    ("/schedule Jane Doe tomorrow 9am See you", "a text that goes later, or again and again"),
    ("/sms help", "shows this"),
)
_MORE = (
    ("/client Jane Doe", "shows a client: who it is, numbers, consent with its proof"),
    ("/client help", "shows what else there is: the list of clients, and adding one"),
    ("/inbox", "lists what needs attention: who waits for an answer, what did not arrive"),
    ("/reminder help", "shows how appointments, payments and documents are set, with their reminders"),
    ("/templates", "lists the texts that the team has ready, and writes new ones"),
    ("/messaging help", "shows what else there is: costs, opt-outs, audit, settings, roles"),
)
_SCHEDULING = (
    ("/schedule Jane Doe tomorrow 9am See you then", "opens the form with the time filled in, to look at"),
    ("/schedule +1 202-555-0123 in 2 hours Hello", "the same by number"),
    ("/schedule Jane Doe every Monday at 9am Your pills", "goes again and again, until you end it"),
    ("/schedule Jane Doe every first Monday of the month at 9am Rent", "so does this, or every last Friday"),
    ("/schedule", "opens an empty form with the next full hour"),
    ("/schedule list", "lists what you have planned, to change, move, pause, cancel or send it"),
    ("/schedule all", "the same of everybody"),
    ("/schedule Jane Doe list", "the same of one client"),
    ("/schedule help", "shows this"),
)
_CLIENTS = (
    ("/client", "lists your clients: all, yours, leads, or those with a tag"),
    ("/client Jane Doe", "shows a client: who it is, numbers, consent with its proof, opt-outs"),
    ("/client +1 202-555-0123", "the same by number"),
    ("/client new", "adds a client; a name or a number behind it is filled in"),
    ("/client import", "brings clients in from a CSV file, after showing what it would do"),
    ("/client export", "hands you all clients as a CSV file"),
    ("/client help", "shows this"),
)
_INBOX = (
    ("/inbox", "lists what needs attention, the most pressing first"),
    ("/inbox mine", "only of clients you look after, and what you wrote yourself"),
    ("/inbox nobody", "only of clients whom nobody looks after"),
    ("/inbox help", "shows this"),
)
_REMINDERS = (
    ("/reminder Jane Doe Friday 10am Check-up", "sets an appointment, after showing which texts go and when"),
    ("/reminder payment Jane Doe", "sets a payment that is due; document and welcome work the same way"),
    ("/reminder", "opens an empty form for any of them"),
    ("/reminder list", "lists what is coming, to change, confirm, pause or cancel it"),
    ("/reminder list Jane Doe", "only what is coming for one client"),
    ("/reminder triggers", "which texts go by themselves, and when"),
    ("/reminder help", "shows this"),
)
_TEMPLATES = (
    ("/templates", "lists the team's templates: use one, look at its versions, or write one"),
    ("/templates Appointment reminder", "opens the template of this name"),
    ("/templates new", "writes a new one; a name behind it is filled in"),
    ("/templates help", "shows this"),
)
_MESSAGING = (
    ("/messaging post", "posts a message or a file in a Slack channel"),
    ("/messaging dnc", "the do-not-contact list: search it, add to it, take numbers off"),
    ("/messaging costs", "what was sent and what it cost, by channel, sender and month"),
    ("/messaging audit", "who did what, filtered, and as a file"),
    ("/messaging templates", "WhatsApp's templates: what waits, what was rejected, and new ones"),
    ("/messaging settings", "quiet hours, consent, budgets, sensitive data and the rest"),
    ("/messaging roles", "who may do what"),
    ("/messaging help", "shows this"),
)
_MAY = {
    Permission.SEND: "write to clients",
    Permission.MANAGE_CONSENT: "record consent and opt-outs",
    Permission.EDIT_CLIENTS: "add and change clients",
    Permission.SEE_CONTENT: "see what is hidden, the costs and the audit",
    Permission.BATCH: "write to many at once",
    Permission.MERGE_CLIENTS: "merge clients",
    Permission.IMPORT_EXPORT: "import and export clients",
    Permission.TEMPLATES: "write templates, and make and delete WhatsApp's",
    Permission.OVERRIDE: "send in spite of a rule, with a reason",
    Permission.CLEAR_DNC: "take numbers off the do-not-contact list",
    Permission.SETTINGS: "change settings and roles",
}
_THREADS = (
    "Every client has one thread. A plain reply in it goes to the client; the reaction on it tells what "
    "became of it. Begin with `note:` or `!` to keep a reply inside. Edit or delete a reply at once to "
    "change it or take it back. In the menu of every message in a thread (More actions) stand *Reply with…*, "
    "*Schedule a reply*, *Use a template*, *Set a reminder*, *Make it a note*, *Client card* and *Retry*. "
    "Outside of WhatsApp's 24 hours, *Template* on the card sends words it has approved."
)


def help_message() -> Rendered:
    """Help on the commands and on the thread, the same for every command."""
    text = f"*Text a client*\n{_lines(_COMMANDS)}\n{_lines(_MORE)}"
    return Rendered(text, [section(mrkdwn(text)), context(mrkdwn(_THREADS))])


def help_view(role: Role, *, has_admin: bool) -> Block:
    """All of it in a window, with what its reader may do."""
    parts = (
        help_message(),
        client_help(),
        templates_help(),
        reminder_help(),
        what_one_may(role, has_admin=has_admin),
    )
    return modal("Help", "help", [block for part in parts for block in part.blocks])


def schedule_help() -> Rendered:
    """Help on ``/schedule``."""
    text = f"*Text a client later*\n{_lines(_SCHEDULING)}"
    what = (
        "Say when in your own words, in the language in which you use Slack, by your own clock: the form "
        "says how it was understood, for you and for the client, and keeps nothing before you press its "
        "button. "
        "What goes again and again goes by the client's clock."
    )
    return Rendered(text, [section(mrkdwn(text)), context(mrkdwn(what))])


def client_help() -> Rendered:
    """Help on ``/client``."""
    text = f"*Your clients*\n{_lines(_CLIENTS)}"
    what = "In the window on a client you edit what is known, add and remove numbers, and record consent."
    return Rendered(text, [section(mrkdwn(text)), context(mrkdwn(what))])


def inbox_help(unknown: str = "") -> Rendered:
    """Help on ``/inbox``; ``unknown`` is what was typed behind it and is no word of its own."""
    said = f"There is no /inbox {shortened(escape(unknown), 40)}.\n" if unknown else ""
    text = f"{said}*What needs attention*\n{_lines(_INBOX)}"
    what = (
        "It lists words that may be an opt-out, texts that did not arrive or of which nobody can tell, "
        "replies that wait for their author, WhatsApp windows that close within two hours, clients who wait "
        "for an answer, and unknown numbers. What is put off comes back by itself."
    )
    return Rendered(text, [section(mrkdwn(text)), context(mrkdwn(what))])


def reminder_help() -> Rendered:
    """Help on ``/reminder``."""
    text = f"*Reminders*\n{_lines(_REMINDERS)}"
    what = (
        "Times are on the client's clock. Nothing is kept before you submit the form, and nothing goes by "
        "itself until a manager has switched a trigger on. On a client's card, *Remind* opens the same form."
    )
    return Rendered(text, [section(mrkdwn(text)), context(mrkdwn(what))])


def templates_help() -> Rendered:
    """Help on ``/templates``."""
    text = f"*The team's templates*\n{_lines(_TEMPLATES)}"
    what = (
        "A template is a text with values in it, such as `{{ first_name }}`, in as many languages as you "
        "like: each client gets it in their own. What is not known is asked for before it goes. Every "
        "version is kept, and a message says of which it was. WhatsApp's approved templates stand under "
        "`/messaging templates`."
    )
    return Rendered(text, [section(mrkdwn(text)), context(mrkdwn(what))])


def messaging_help(unknown: str = "") -> Rendered:
    """Help on ``/messaging``; ``unknown`` is a word behind it that is no sub-command."""
    said = f"There is no /messaging {shortened(escape(unknown), 40)}.\n" if unknown else ""
    text = f"{said}*Manage texting*\n{_lines(_MESSAGING)}"
    return Rendered(text, [section(mrkdwn(text))])


def what_one_may(role: Role, *, has_admin: bool) -> Rendered:
    """Help on ``/messaging`` with what its reader may do."""
    help_ = messaging_help()
    able = [_MAY[permission] for permission in Permission if role.may(permission)]
    words = (
        f"You are {role.named} here: you may {_listed(able)}."
        if able
        else (f"You are {role.named} here: you may read clients' threads.")
    )
    more = "Ask an admin for more." if has_admin else NO_ADMIN_YET
    you = words if role is Role.ADMIN else f"{words} {more}"
    return Rendered(f"{help_.text}\n{you}", [*help_.blocks, context(mrkdwn(you))])


def _lines(usages: Iterable[tuple[str, str]]) -> str:
    return "\n".join(f"`{usage}` {meaning}" for usage, meaning in usages)


def _listed(words: list[str]) -> str:
    return f"{', '.join(words[:-1])}, and {words[-1]}" if len(words) > 1 else words[0]
