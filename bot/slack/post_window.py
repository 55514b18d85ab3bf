"""*Post in Slack*: opened from the command and from the list of templates, and read again."""

from bot.flows.team.permissions import NotAllowed
from bot.flows.team.post import post_start, words_of
from bot.slack.blocks.post_form import (
    CHANNEL,
    MOST_FIELDS,
    TEMPLATE_ACTION,
    PostForm,
    post_view,
    text_block,
)
from bot.slack.choices import value_in
from bot.slack.deps import Deps, Payload
from bot.slack.fields import Fields
from bot.slack.windows import remembered, say, show, user_of


async def open_post(deps: Deps, body: Payload, template_id: str = "") -> None:
    """Open the form, with the words of this template if one is named; who may not is told so."""
    try:
        start = await post_start(deps.ctx, deps.workspace_id, user_of(body))
    except NotAllowed as refused:
        await say(deps, body, str(refused))
        return
    form = PostForm(start.channel, start.templates)
    await show(deps, body, post_view(await _with_words(deps, form, template_id)))


async def form_in(deps: Deps, body: Payload) -> PostForm:
    """What stands in the form at this moment, with the words of a template that was chosen since it was
    drawn. Raises NotAllowed."""
    start = await post_start(deps.ctx, deps.workspace_id, user_of(body))
    view = body["view"]
    kept = remembered(view)
    form = PostForm(
        Fields(view).conversation(CHANNEL),
        start.templates,
        str(kept.get("template") or ""),
        texts_in(view),
        drawn=_number(kept.get("drawn"), 0),
    )
    return form if shows_template(view) else await _with_words(deps, form, template_in(view))


def shows_template(view: Payload) -> bool:
    """Whether the words of the template that is chosen have been put into the text; with none chosen, too."""
    chosen = template_in(view)
    return not chosen or chosen == remembered(view).get("template")


def template_in(view: Payload) -> str:
    """The template that is chosen; empty for none, and for a sentence that only explains."""
    option = Fields(view).of_action(TEMPLATE_ACTION).get("selected_option") or {}
    return value_in(str(option.get("value") or ""))


def texts_in(view: Payload) -> tuple[str, ...]:
    """What was typed, field by field."""
    kept, fields = remembered(view), Fields(view)
    count = min(max(_number(kept.get("fields"), 1), 1), MOST_FIELDS)
    return tuple(fields.text(text_block(_number(kept.get("drawn"), 0), each)) for each in range(count))


def first_text(view: Payload) -> str:
    """The block at which is said what stands against the text."""
    return text_block(_number(remembered(view).get("drawn"), 0))


async def _with_words(deps: Deps, form: PostForm, template_id: str) -> PostForm:
    if not template_id:
        return form
    return form.filled_in(template_id, await words_of(deps.ctx, deps.workspace_id, template_id))


def _number(kept: object, otherwise: int) -> int:
    return kept if isinstance(kept, int) else otherwise
