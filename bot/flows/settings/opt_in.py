"""Whether clients are asked before a first WhatsApp text, by which template, and what an answer is."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.domain.settings import OptInRules, WhenAbsent, WorkspaceSettings
from bot.domain.storable import storable
from bot.domain.template import Template, TemplateKind, in_order, why_not
from bot.domain.yes_no import MAX_WORDS, Answer, answer_in
from bot.flows.context import Context
from bot.flows.settings.change import Outcome, Rejected, change
from bot.templating.limits import MAX_SOURCE
from bot.templating.render import problems
from bot.templating.variables import ANSWER_NAMES

TEMPLATE, YES, NO, CONFIRMATION = "template", "yes", "no", "confirmation"
MAX_CONFIRMATION = MAX_SOURCE
MAX_TYPED = 500
_MOST_FORMS = 20
# As many as a menu of Slack's holds.
MOST_TEMPLATES = 100


@dataclass(frozen=True)
class Typed:
    """The form as it was filled in; words are parted by commas. ``template``: None where none could be
    chosen, so that it stays."""

    required: bool
    template: str | None
    yes: str
    no: str
    confirmation: str
    when_absent: WhenAbsent


async def save(ctx: Context, workspace_id: str, user: str, version: int, typed: Typed) -> Outcome:
    """Change them. Raises NotAllowed and ChangedMeanwhile."""
    errors: dict[str, str] = {}
    confirmation = storable(typed.confirmation).strip()
    if found := problems(confirmation, ANSWER_NAMES):
        errors[CONFIRMATION] = " ".join(found)
    for field, words in ((YES, typed.yes), (NO, typed.no)):
        if wrong := _wrong_words(words):
            errors[field] = wrong
    if typed.template and (why := await _why_not(ctx, workspace_id, typed.template)):
        errors[TEMPLATE] = why
    if errors:
        return Rejected(errors)

    def edit(old: WorkspaceSettings) -> WorkspaceSettings:
        rules = OptInRules(
            required=typed.required,
            template=old.opt_in.template if typed.template is None else typed.template,
            yes=_words(typed.yes),
            no=_words(typed.no),
            confirmation=confirmation,
            when_absent=typed.when_absent,
        )
        return replace(old, opt_in=rules)

    return await change(ctx, workspace_id, user, version, edit)


async def templates_to_ask_with(ctx: Context, workspace_id: str, chosen: str = "") -> list[Template]:
    """The known templates that can be the opt-in message, by name; the one that is chosen stays in the list,
    whatever WhatsApp says of it by now."""
    async with ctx.store.read(workspace_id) as uow:
        known = await uow.templates.all()
    usable = [
        each.template for each in known if each.template.id == chosen or not trouble_with(each.template)
    ]
    return in_order(usable)[:MOST_TEMPLATES]


def trouble_with(template: Template) -> str:
    """Why a template cannot be the opt-in message; empty when it can."""
    if why := why_not(template):
        return why
    if template.kind is not TemplateKind.QUICK_REPLY or len(template.buttons) < len(Answer):
        return "The opt-in message needs two buttons to press: the first for yes, the second for no."
    if len(template.variables) > 1:
        return "The opt-in message takes one blank at most, which is filled with your business's name."
    meant = [answer_in(button) for button in template.buttons]
    if meant[0] is Answer.NO or meant[1] is Answer.YES:
        return "Its first button must mean yes and its second no."
    return ""


async def _why_not(ctx: Context, workspace_id: str, template_id: str) -> str:
    async with ctx.store.read(workspace_id) as uow:
        if template_id == (await uow.settings.load()).settings.opt_in.template:
            return ""  # What was chosen before may be paused for a while.
        template = (await uow.templates.by_ids([template_id])).get(template_id)
    return trouble_with(template) if template else "This template is not there any more. Choose another."


def _words(typed: str) -> tuple[str, ...]:
    parts = (" ".join(part.split()) for part in storable(typed).split(","))
    return tuple(dict.fromkeys(part for part in parts if part))


def _wrong_words(typed: str) -> str:
    words: Sequence[str] = _words(typed)
    if len(words) > _MOST_FORMS:
        return f"Type {_MOST_FORMS} at most."
    return f"Each takes {MAX_WORDS} characters at most." if any(len(w) > MAX_WORDS for w in words) else ""
