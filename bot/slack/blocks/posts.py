"""Each kind of post in a client's thread, in its Slack form."""

from collections.abc import Callable
from typing import Any

from bot.domain import phone
from bot.domain.made_from import MadeFrom
from bot.domain.message import Media
from bot.domain.template import SentTemplate
from bot.domain.thread import (
    ContinuedPost,
    FailurePost,
    InboundPost,
    LinkedPost,
    MutedPost,
    OptOutQuestion,
    OutboundPost,
    PerhapsSamePost,
    ReactionPost,
    StillScheduledPost,
    SystemPost,
    ThreadPost,
    UnconfirmedPost,
)
from bot.domain.waiting import Waiting
from bot.slack.blocks import inbound_extras
from bot.slack.blocks.continued import continued
from bot.slack.blocks.elements import (
    FALLBACK_LIMIT,
    USERNAME_LIMIT,
    Block,
    Rendered,
    actions,
    button,
    context,
    fallback,
    mrkdwn,
    plain,
    quoted,
    section,
    shortened,
    when,
    whole,
)
from bot.slack.blocks.linked import linked
from bot.slack.blocks.muted import muted
from bot.slack.blocks.offers import offer_buttons
from bot.slack.blocks.opt_out import opt_out_question
from bot.slack.blocks.perhaps_same import perhaps_same
from bot.slack.blocks.quoted import reaction
from bot.slack.blocks.still_scheduled import still_scheduled
from bot.slack.blocks.template_words import row_words
from bot.slack.text import escape, shown

RETRY = "retry"
IT_ARRIVED = "it_arrived"
SEND_AGAIN = "send_again"
REVEAL = "reveal"
# The block of a failure is named by it and the message's id: Slack hands it back with the post.
FAILURE = "failure:"

_EMPTY = "(an empty message)"


def post(said: ThreadPost) -> Rendered:
    """The post as Slack takes it; whatever a client or teammate wrote in it can ping nobody."""
    return FORMS[type(said)](said)


def _inbound(said: InboundPost) -> Rendered:
    """The client's words under the client's name."""
    files, added = inbound_extras.files_in_words(said.media, said.extras), inbound_extras.below(said)
    body = inbound_extras.in_place_of_words(said) or whole(said.body)
    if not (body or added):
        body = [section(plain(_nothing_written(said.media)))]
    way = said.channel.carried(by_rcs=said.by_rcs)
    notes = [plain(note) for note in (way, files, said.keyword_note, said.privacy_note) if note]
    name = shortened(" ".join(shown(said.client_name).split()) or "Client", USERNAME_LIMIT)
    text = said.body.strip() or inbound_extras.all_in_words(said) or _EMPTY
    blocks = [*inbound_extras.above(said), *body, *added, context(*notes), *_reveal(said.reveals)]
    return Rendered(fallback(text), blocks, username=name)


def _outbound(said: OutboundPost) -> Rendered:
    """A text from the compose form: its author is mentioned and so follows the thread from here on. One that
    nobody has written is a reminder."""
    by = f"by {said.channel.label} from {escape(phone.display(said.sender))}"
    done = f"{_mention(said.user)} {_done(said, by)}" if said.user else _done_by_itself(said, by)
    added = [context(plain(f"Added for the client: {said.notice}"))] if said.notice else []
    head = context(mrkdwn(done), *_of_template(said.template))
    files = f"With {', '.join(said.files)}" if said.files else ""
    named = [context(plain(files))] if files else []
    beneath = [*named, *_made_from(said.made_from), *_beneath(said.template), *added]
    blocks = [head, *whole(said.body), *beneath, *_reveal(said.reveals), *offer_buttons(said.offers)]
    return Rendered(fallback(said.body or files) or _EMPTY, blocks)


def _done(said: OutboundPost, by: str) -> str:
    """What its author has done."""
    if waits := _waits(said):
        done = "wrote" if said.waiting and said.waiting.for_consent else "scheduled"
        return f"{done} this {by}. {waits}"
    if said.outcome:
        return f"had {'scheduled' if said.is_scheduled else 'written'} this {by}. {escape(said.outcome)}"
    return f"sent this {by}"


def _done_by_itself(said: OutboundPost, by: str) -> str:
    then = _waits(said) or escape(said.outcome)
    return f"A reminder {by}. {then}" if then else f"A reminder went {by}"


def _waits(said: OutboundPost) -> str:
    """What it waits for; empty for one that does not wait."""
    if said.waiting is None:
        return ""
    if said.waiting.for_consent:
        return _waits_for_consent(said.waiting)
    if said.waiting.paused_by:
        paused = f":double_vertical_bar: *Paused* by {_mention(said.waiting.paused_by)}"
        return f"{paused}: it does not go until somebody resumes it or changes its time."
    return _goes(said.waiting)


def _of_template(template: SentTemplate | None) -> list[Block]:
    return [plain(f"Template {template.name}")] if template else []


def _made_from(source: MadeFrom | None) -> list[Block]:
    """Of which of the team's own templates the words are, in which version."""
    if source is None or not source.template_name:
        return []
    return [context(plain(f"Template: {source.template_name}, version {source.version}"))]


def _beneath(template: SentTemplate | None) -> list[Block]:
    """What a template shows beside its words."""
    if template is None:
        return []
    lines = (
        "With a file above the text" if template.media else "",
        f"Above the text: {template.header}" if template.header else "",
        f"Below the text: {template.footer}" if template.footer else "",
        f"Buttons: {' · '.join(template.buttons)}" if template.buttons else "",
        f"List “{template.list_button}”: {' · '.join(map(row_words, template.items))}"
        if template.items
        else "",
    )
    return [context(plain(said)) for said in lines if said]


def _waits_for_consent(waiting: Waiting) -> str:
    """What it waits for, and how long at most."""
    said = ":hourglass_flowing_sand: *Waits for the client's consent*"
    return f"{said}, until {when(waiting.until)} at most. {escape(waiting.why)}".strip()


def _goes(waiting: Waiting) -> str:
    """When it goes, for each reader and for the client, and why not now."""
    there = f", that is {escape(waiting.there)}" if waiting.there else ""
    return f"*When it goes:* {when(waiting.until)}{there}. {escape(waiting.why)}".strip()


def _failure(said: FailurePost) -> Rendered:
    """Why a message did not reach the client, and what to do."""
    who = f"{_mention(said.user)}, this" if said.user else "This"
    lead = f"{who} message did not reach the client."
    why = escape(said.reason + (f" (code {said.code})" if said.code else ""))
    advice = [f"*What to do:* {escape(said.help)}"] if said.help else []
    blocks = [
        section(mrkdwn(f":x: {lead}\n{quoted(said.excerpt)}"), block_id=f"{FAILURE}{said.message_id}"),
        section(mrkdwn("\n".join([f"*Why:* {why}", *advice]))),
    ]
    if said.can_retry:
        retry = button("Retry", RETRY, said.message_id, "Send this message to the client again")
        blocks.append(actions(retry, block_id=RETRY))
    blocks += offer_buttons(said.offers)
    return Rendered(shortened(f"{lead} {why} {escape(said.help)}".strip(), FALLBACK_LIMIT), blocks)


def _unconfirmed(said: UnconfirmedPost) -> Rendered:
    """A question that only a person can answer."""
    who = f"{_mention(said.user)}, nobody" if said.user else "Nobody"
    likely = (
        " The carrier was asked and knows of none, so it most likely did not go." if said.looked_up else ""
    )
    text = f"{who} can tell whether this message reached the client: the carrier's answer was lost.{likely}"
    ask = "Ask the client, or look at the next answer. Then choose:"
    blocks = [
        section(mrkdwn(f":question: {text}\n{quoted(said.excerpt)}")),
        section(mrkdwn(ask)),
        actions(*_unconfirmed_buttons(said.message_id), block_id="unconfirmed"),
    ]
    return Rendered(f"{text} {ask}", blocks)


def _system(said: SystemPost) -> Rendered:
    """A line of the app's own; with people in it, it is theirs."""
    buttons = offer_buttons(said.offers)
    if said.by or said.to:
        words = " ".join(part for part in (_or_none(said.by), escape(said.text), _or_none(said.to)) if part)
        return Rendered(fallback(said.text), [context(mrkdwn(words)), *buttons])
    body = whole(said.text) or [section(plain(_EMPTY))]
    return Rendered(fallback(said.text) or _EMPTY, [*body, *buttons])


def _unconfirmed_buttons(message_id: str) -> tuple[Block, Block]:
    confirm = {
        "title": plain("Send it again?", 100),
        "text": plain("If the first one did arrive, the client gets the message twice.", 300),
        "confirm": plain("Send again", 30),
        "deny": plain("Do not send", 30),
    }
    return (
        button("It arrived", IT_ARRIVED, message_id, "The client has this message"),
        button("Send again", SEND_AGAIN, message_id, "Send this message once more", confirm=confirm),
    )


def _reveal(message_id: str) -> list[Block]:
    """The button under a text of which something is hidden."""
    if not message_id:
        return []
    reveal = button("Reveal", REVEAL, message_id, "Show only me the whole text; this is recorded")
    return [actions(reveal, block_id=REVEAL)]


def _mention(user: str) -> str:
    return f"<@{escape(user)}>"


def _or_none(user: str) -> str:
    return _mention(user) if user else ""


def _nothing_written(media: tuple[Media, ...]) -> str:
    return "(no text)" if media else _EMPTY


# Every kind of post in a thread.
FORMS: dict[type[ThreadPost], Callable[[Any], Rendered]] = {
    InboundPost: _inbound,
    ReactionPost: reaction,
    OutboundPost: _outbound,
    StillScheduledPost: still_scheduled,
    FailurePost: _failure,
    UnconfirmedPost: _unconfirmed,
    OptOutQuestion: opt_out_question,
    SystemPost: _system,
    LinkedPost: linked,
    PerhapsSamePost: perhaps_same,
    MutedPost: muted,
    ContinuedPost: continued,
}
