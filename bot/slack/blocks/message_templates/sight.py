"""A template as a client would read it, below the fields in which it is written."""

from collections.abc import Iterator

from bot.domain.languages import name_of
from bot.flows.message_templates.preview import Sight
from bot.slack.blocks.elements import Block, context, mrkdwn, plain, section, whole
from bot.slack.blocks.message_templates.words import text
from bot.slack.text import escape

_NOTHING = "Nothing is written yet."


def sight_blocks(sight: Sight) -> list[Block]:
    """Who reads it how; the words; and what there is to know of them."""
    head = section(mrkdwn(f"*{_head(sight)}*"), block_id="sight")
    if sight.problems:
        wrong = [section(plain(each)) for each in sight.problems[:5]]
        return [section(mrkdwn(":no_entry: *It cannot be filled in like this:*"), block_id="sight"), *wrong]
    if not sight.text:
        return [head, section(plain(_NOTHING), block_id="sight_text")]
    facts = [plain(line) for line in _facts(sight)]
    return [head, *whole(sight.text), context(*facts, block_id="sight_facts"), *_against(sight)]


def _head(sight: Sight) -> str:
    who = text(sight.client_name, 80) if sight.client_name else "a client such as Jane Doe"
    if sight.channel is None:
        return "As the team reads it in Slack"
    spoken = f", in {escape(name_of(sight.language))}" if sight.language else ""
    return f"As {who} reads it by {sight.channel.label}{spoken}"


def _facts(sight: Sight) -> Iterator[str]:
    """A sentence for each, at most ten."""
    yield _size(sight)
    if sight.cost:
        yield f"Costs about {sight.cost.shown}."
    if sight.missing:
        yield f"Not known of this client, so you are asked for it: {_names(sight.missing)}."
    if sight.asked:
        yield f"Asked each time: {_names(sight.asked)}."
    if sight.stands_in:
        yield "Outside of WhatsApp's 24 hours, the approved template beside it goes instead."
    if sight.notice:
        yield f"We add below your text: “{sight.notice}”"


def _size(sight: Sight) -> str:
    over = sight.characters - sight.max_characters
    if over > 0:
        return f"Too long by {over:,}: {sight.characters:,} of {sight.max_characters:,} characters."
    if sight.segments is None:
        return f"{sight.characters:,} of {sight.max_characters:,} characters."
    count, encoding = sight.segments.count, sight.segments.encoding
    size = f"{'1 SMS' if count == 1 else f'Counts as {count} SMS'}, {sight.segments.left} characters left"
    alphabet = (
        "" if encoding == "GSM-7" else f", in {encoding}: an emoji or special letter makes each shorter"
    )
    return f"{size}{alphabet}."


def _against(sight: Sight) -> list[Block]:
    if not sight.against:
        return []
    lines = [":hand: *Sent by itself now, it would be held or refused:*", *map(escape, sight.against)]
    return [context(mrkdwn("\n".join(lines)), block_id="sight_against")]


def _names(names: tuple[str, ...]) -> str:
    return ", ".join(name.replace("_", " ") for name in names)
