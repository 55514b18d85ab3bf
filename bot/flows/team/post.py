"""A message of the team's, or a file, in a Slack channel: put together in a form, posted by the outbox."""

import re
from dataclasses import dataclass

from bot.domain.markdown import MOST_IN_ALL
from bot.domain.message_template import MessageTemplate
from bot.domain.phone import display
from bot.domain.replies import OfferedFile
from bot.domain.roles import Permission
from bot.domain.storable import storable
from bot.flows.consent.answer import our_name
from bot.flows.context import Context
from bot.flows.message_templates.catalog import offered
from bot.flows.message_templates.fill import fill
from bot.flows.team.permissions import demand
from bot.flows.threads import items
from bot.flows.threads.channel_posts import MOST_BYTES, MOST_FILES
from bot.storage.repositories.audit import Deed
from bot.storage.unit_of_work import UnitOfWork
from bot.templating.render import BadTemplate

CHANNEL, TEXT, FILES = "channel", "text", "files"
NO_CHANNEL = "Choose the channel in which it is to stand."
NOTHING = "Write a text, or add a file."
TOO_LONG = f"It is longer than {MOST_IN_ALL:,} characters. Make it shorter, or post it as a file."
_UNFILLED = "Nobody knows what stands for {}. Write the words themselves in its place."
_TOO_MANY = f"At most {MOST_FILES} files go at once."
_TOO_LARGE = "“{}” is larger than {:,} MB. Share it in the channel yourself."
_BLANK = re.compile(r"\{\{\s*([a-z][a-z0-9_]*)\s*\}\}")


@dataclass(frozen=True)
class PostRequest:
    """What is to be posted where; ``intent_key`` is the same when the same form is met again. ``template_id``
    names the template that the words began with."""

    intent_key: str
    user: str
    channel: str
    text: str
    files: tuple[OfferedFile, ...] = ()
    template_id: str = ""


@dataclass(frozen=True)
class PostStart:
    """What the form begins with: the default channel, and the templates that may go to Slack."""

    channel: str
    templates: tuple[MessageTemplate, ...]


async def post_start(ctx: Context, workspace_id: str, user: str) -> PostStart:
    """What there is to choose from. Raises NotAllowed."""
    async with ctx.store.read(workspace_id) as uow:
        await demand(uow, user, Permission.SEND)
        channel = (await uow.settings.load()).settings.post_channel
    return PostStart(channel, tuple(await offered(ctx, workspace_id, slack=True)))


async def words_of(ctx: Context, workspace_id: str, template_id: str) -> str:
    """A template's words with what is known of the team; a value that is not known stands as its name in
    braces, to be written over."""
    async with ctx.store.read(workspace_id) as uow:
        template = await uow.message_templates.get(template_id)
        if template is None or not template.reach.takes_slack:
            return ""
        values = await _values(uow)
    try:
        missing = fill(template, "", values).missing
        return fill(template, "", values, {name: f"{{{{ {name} }}}}" for name in missing}).text
    except BadTemplate:
        return template.variants[0].content


async def post(ctx: Context, workspace_id: str, request: PostRequest) -> dict[str, str]:
    """Have it posted; by field what to mend, nothing when it is on its way. Raises NotAllowed."""
    async with ctx.store.write(workspace_id) as uow:
        await demand(uow, request.user, Permission.SEND)
        if wrong := _wrong(request):
            return wrong
        now, text = ctx.clock.now(), storable(request.text).strip()
        item = items.channel_post(
            request.channel, text, f"post:{request.intent_key}", by=request.user, files=request.files
        )
        await uow.outbox.add([item], now)
        detail = {"channel": request.channel, "characters": len(text), "files": len(request.files)}
        began = await uow.message_templates.get(request.template_id) if request.template_id else None
        name = {"template": began.name} if began else {}
        await uow.audit.write([Deed(request.user, "posted_in_slack", now, detail=detail | name)])
    return {}


def _wrong(request: PostRequest) -> dict[str, str]:
    text = request.text.strip()
    wrong = {} if request.channel else {CHANNEL: NO_CHANNEL}
    blanks = dict.fromkeys(f"“{name}”" for name in _BLANK.findall(text))
    if not (text or request.files):
        wrong[TEXT] = NOTHING
    elif len(text) > MOST_IN_ALL:
        wrong[TEXT] = TOO_LONG
    elif blanks:
        wrong[TEXT] = _UNFILLED.format(", ".join(blanks))
    large = next((each for each in request.files if each.size > MOST_BYTES), None)
    if large:
        wrong[FILES] = _TOO_LARGE.format(large.name, MOST_BYTES // 1_000_000)
    elif len(request.files) > MOST_FILES:
        wrong[FILES] = _TOO_MANY
    return wrong


async def _values(uow: UnitOfWork) -> dict[str, str | None]:
    settings = (await uow.settings.load()).settings
    answers = settings.answers
    # As they are: who fills in the form sees them, and they are the team's own.
    return {
        "company_name": await our_name(uow),
        "company_phone": display(answers.phone),
        "company_email": answers.email,
    }
