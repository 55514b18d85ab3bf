"""*Post in Slack*: opened from the command and from the list of templates, and read again."""

from dataclasses import replace

from bot.flows.team.permissions import NotAllowed
from bot.flows.team.post import post_start, words_of
from bot.slack.blocks.post_form import (
    CHANNEL,
    TEMPLATE_ACTION,
    TEXT_ACTION,
    PostForm,
    post_view,
    text_block,
)
from bot.slack.deps import Deps, Payload
from bot.slack.emoji import to_unicode
from bot.slack.fields import Fields
from bot.slack.windows import remembered, say, show, user_of


async def open_post(deps: Deps, body: Payload, template_id: str | None = None) -> None:
    """Open the form, with the words of this template if one is named; who may not is told so."""
    try:
        start = await post_start(deps.ctx, deps.workspace_id, user_of(body))
    except NotAllowed as refused:
        await say(deps, body, str(refused))
        return
    form = PostForm(start.channel, start.templates)
    if template_id:
        words = await words_of(deps.ctx, deps.workspace_id, template_id)
        form = replace(form, template_id=template_id, text=words)
    await show(deps, body, post_view(form))


async def form_in(deps: Deps, body: Payload) -> PostForm:
    """What stands in the form at this moment. Raises NotAllowed."""
    start = await post_start(deps.ctx, deps.workspace_id, user_of(body))
    view = body["view"]
    fields, drawn = Fields(view), drawn_in(view)
    template = fields.of_action(TEMPLATE_ACTION).get("selected_option") or {}
    return PostForm(
        fields.conversation(CHANNEL),
        start.templates,
        str(template.get("value") or ""),
        text_in(view),
        drawn,
    )


def text_in(view: Payload) -> str:
    """What was typed."""
    values = (view.get("state") or {}).get("values") or {}
    typed = (values.get(text_block(drawn_in(view))) or {}).get(TEXT_ACTION) or {}
    return to_unicode(str(typed.get("value") or ""))


def drawn_in(view: Payload) -> int:
    """How often a template has filled in the text."""
    drawn = remembered(view).get("drawn")
    return drawn if isinstance(drawn, int) else 0
