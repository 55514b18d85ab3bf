"""The second window of a new template: an example for each blank, and the whole as a client will see it."""

from collections.abc import Mapping, Sequence

from bot.domain.template import Template, TemplateKind
from bot.domain.template_draft import TemplateDraft
from bot.domain.template_rules import MAX_SAMPLE, SAMPLE, warnings
from bot.slack.blocks.elements import Block, actions, button, context, mrkdwn, option, plain, section
from bot.slack.blocks.inputs import modal, select, text_input
from bot.slack.blocks.template_words import as_seen, title_words
from bot.slack.text import escape

CALLBACK = "template_samples"
SAMPLE_ACTION, CHANGE = "template_sample", "template_change"
PROVIDER = "provider"

_EXAMPLES = (
    "WhatsApp wants an example for each blank, to see what will stand there. Take no real client's data."
)
_THEN = "Handed in, it cannot be changed. WhatsApp looks at it, and you hear what it says."
_LIST = "A list needs no approval: it can be sent within 24 hours after a client wrote on WhatsApp."


def samples_view(
    draft: TemplateDraft,
    template: Template,
    values: Mapping[str, str],
    *,
    providers: Sequence[str] = (),
    error: str = "",
    kept: str = "",
) -> Block:
    """The window; ``template`` is the draft as it would be shown, and ``values`` the examples so far. Of
    several ``providers`` one is chosen."""
    names = [each.name for each in template.variables]
    filled = {name: value for name, value in values.items() if value.strip()}
    is_list = draft.kind is TemplateKind.LIST
    change = button("Change it", CHANGE, "change", "Go back to what the template says")
    blocks = [
        *([section(plain(error), block_id="error")] if error else []),
        section(mrkdwn(title_words(template)), block_id="head"),
        *([context(plain(_EXAMPLES))] if names else []),
        *([_provider(providers)] if len(providers) > 1 else []),
        *(_sample(name, values.get(name, "")) for name in names),
        context(plain("What the client will see:")),
        *as_seen(template, filled),
        *(section(mrkdwn(f":warning: {escape(words)}")) for words in warnings(draft)),
        context(plain(_LIST if is_list else _THEN)),
        actions(change, block_id="ways"),
    ]
    submit = "Make it" if is_list else "Hand in"
    return modal("New template", CALLBACK, blocks, submit=submit, close="Cancel", kept=kept)


def _provider(providers: Sequence[str]) -> Block:
    options = [option(each.replace("_", " ").capitalize(), each) for each in providers]
    return select(PROVIDER, "Handed in through", options, value=providers[0])


def _sample(name: str, value: str) -> Block:
    block = text_input(
        f"{SAMPLE}{name}",
        f"Example for {{{{{name}}}}}",
        value=value,
        placeholder="Such as Jane",
        most=MAX_SAMPLE,
    )
    element = block["element"] | {
        "action_id": SAMPLE_ACTION,
        "dispatch_action_config": {"trigger_actions_on": ["on_character_entered"]},
    }
    return block | {"element": element, "dispatch_action": True}
