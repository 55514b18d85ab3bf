"""Puts the words of the chosen template into the compose form's text, unless somebody has changed them."""

import logging
from dataclasses import dataclass, replace

from bot.flows.message_templates.wording import Wording, wording
from bot.flows.outbound.compose import ComposeRequest
from bot.flows.outbound.made_of import VALUE, say_what
from bot.slack.blocks.applied import NOTHING, Applied, mark_of
from bot.slack.blocks.compose import BODY_LIMIT
from bot.slack.blocks.ready_words import READY
from bot.slack.deps import Deps
from bot.slack.failures import described
from bot.slack.typed import Typed

log = logging.getLogger(__name__)

NOT_NOW = "The template cannot be filled in just now. Try again in a moment, or take it out."
GIVE = "The text comes once the fields above are filled in."


@dataclass(frozen=True)
class Filling:
    """The form with the words in it. ``asked`` are the values to ask for, ``missing`` those not given yet;
    ``problem`` says why there are no words, or why they may not go."""

    entered: Typed
    asked: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    problem: str = ""

    @property
    def has_body(self) -> bool:
        """Whether there is a text that can be changed: a template without its words has none yet."""
        return not self.entered.applied.template_id or bool(self.entered.body or self.entered.applied.mark)

    @property
    def waits(self) -> str:
        """Why there is no text as yet, or what stands against it."""
        return self.problem or (GIVE if self.missing else "")

    @property
    def errors(self) -> dict[str, str]:
        """What keeps it from being sent, by field."""
        if self.problem:
            return {READY: self.problem}
        return {f"{VALUE}{name}": say_what(name) for name in self.missing}

    def shows(self, entered: Typed) -> bool:
        """Whether the form that was submitted showed these very words: nothing goes that nobody has read."""
        shown, now = entered.applied, self.entered.applied
        same = shown.template_id == now.template_id
        return same and mark_of(entered.body) == mark_of(self.entered.body)


async def fill(deps: Deps, entered: Typed, request: ComposeRequest) -> Filling:
    """The words of a template take the place of what stands in the text when it is chosen, and follow the
    client and the channel until somebody has changed them; with it taken out, what stood before is back."""
    if request.made_of is None:
        return Filling(_without(entered))
    is_new = entered.applied.template_id != request.made_of.template_id
    found = await _wording(deps, request)
    if not is_new and (found.problem or entered.applied.is_edited(entered.body)):
        return Filling(entered, problem=found.problem)
    text = found.text[:BODY_LIMIT]
    made, chosen = found.made_from, request.made_of.template_id
    source = (made.version, made.language, made.occasion_id) if made else (0, "", "")
    filled = replace(
        entered,
        body=text,
        applied=Applied(chosen, *source, mark_of(text)),
        replaced=_own_words(entered) if is_new else entered.replaced,
    )
    return Filling(filled, found.asked, found.missing, found.problem)


async def _wording(deps: Deps, request: ComposeRequest) -> Wording:
    """A form without its template's words is better than none, so their failure is told there and logged."""
    made_of = request.made_of
    try:
        return await wording(deps.ctx, deps.workspace_id, request, made_of) if made_of else Wording()
    except Exception as error:
        log.error("A template could not be filled in: %s", described(error))  # noqa: TRY400 - not its message.
        return Wording(problem=NOT_NOW)


def _without(entered: Typed) -> Typed:
    """No template is chosen: its words go again unless somebody has changed them."""
    if not entered.applied.template_id:
        return entered
    return replace(entered, body=_own_words(entered), applied=NOTHING, replaced="")


def _own_words(entered: Typed) -> str:
    """What somebody has typed themselves, be it before a template came."""
    is_own = not entered.applied.template_id or entered.applied.is_edited(entered.body)
    return entered.body if is_own else entered.replaced
