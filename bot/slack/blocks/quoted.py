"""The message that a client answers or reacts to."""

from bot.domain.thread import Quoted, ReactionPost
from bot.slack.blocks.elements import Block, Rendered, context, fallback, mrkdwn, plain, shortened
from bot.slack.emoji import name_of
from bot.slack.text import escape, shown

_EXCERPT, _NAME, _EMOJI = 120, 80, 40


def answers(quoted: Quoted) -> list[Block]:
    """What a message answers, with a link to it where it stands in Slack."""
    return [plain(f"Answers {_which(quoted)}"), *_link(quoted)]


def reaction(said: ReactionPost) -> Rendered:
    """The line about a reaction, which names the emoji for who cannot see it."""
    name = shortened(" ".join(shown(said.client_name).split()) or "The client", _NAME)
    if said.emoji:
        emoji = shortened(" ".join(shown(said.emoji).split()), _EMOJI)
        called = name_of(said.emoji)
        words = f"{name} reacted {emoji}{f' ({called})' if called else ''} to {_which(said.quoted)}"
    else:
        words = f"{name} took back the reaction to {_which(said.quoted)}"
    return Rendered(fallback(words), [context(plain(words), *_link(said.quoted))])


def _which(quoted: Quoted) -> str:
    if not quoted.excerpt:
        return "an earlier message"
    words = f"“{shortened(' '.join(quoted.excerpt.split()), _EXCERPT)}”"
    return words if quoted.is_ours else f"their own {words}"


def _link(quoted: Quoted) -> list[Block]:
    return [mrkdwn(f"<{escape(quoted.link)}|Open it>")] if quoted.link else []
