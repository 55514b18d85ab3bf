"""Reads the window in which a template is written, and what it says as a draft."""

from collections.abc import Mapping
from typing import Any

from bot.domain.message import Purpose
from bot.domain.message_template import MessageTemplate, Reach, Variant
from bot.flows.message_templates import rules
from bot.flows.message_templates.rules import Draft
from bot.slack.blocks.elements import Block, option
from bot.slack.blocks.message_templates.editor import (
    CLIENT,
    NAME,
    PURPOSE,
    REACH,
    SUBJECT,
    Written,
    content_block,
)
from bot.slack.fields import Fields
from bot.slack.message_templates.listing import below_of
from bot.slack.windows import remembered

_BESIDE = "WhatsApp's template beside it: "


def written_in(view: dict[str, Any]) -> Written:
    """What stands in the window."""
    fields, kept = Fields(view), remembered(view)
    round_, version = kept.get("round"), kept.get("version")
    at = round_ if isinstance(round_, int) else 0
    reach, purpose = fields.option(REACH), fields.option(PURPOSE)
    return Written(
        template_id=str(kept.get("template") or ""),
        version=version if isinstance(version, int) else 0,
        name=fields.text(NAME),
        reach=Reach(reach) if reach in set(Reach) else Reach.ALL,
        subject=fields.text(SUBJECT),
        purpose=Purpose(purpose) if purpose in set(Purpose) else Purpose.TRANSACTIONAL,
        texts=tuple((code, fields.text(content_block(code, at))) for code in _languages(kept)),
        client=_client(fields),
        looks=str(kept.get("looks") or ""),
        round=at,
        below=below_of(view),
    )


def draft_of(written: Written, before: MessageTemplate | None) -> Draft:
    """The same as a draft; WhatsApp's template beside each language stays as it was, where it can go."""
    beside = {each.language: each.approved for each in before.variants} if before else {}
    by_whatsapp = written.reach in {Reach.WHATSAPP, Reach.ALL}
    return Draft(
        name=written.name,
        reach=written.reach,
        variants=tuple(
            Variant(code, content, beside.get(code) if by_whatsapp else None)
            for code, content in written.texts
        ),
        subject=written.subject,
        purpose=written.purpose,
    )


def at_fields(errors: Mapping[str, str], written: Written) -> dict[str, str]:
    """The errors by block; one that has no field of its own stands at the words it concerns."""
    first = content_block(written.texts[0][0], written.round)
    placed: dict[str, str] = {}
    for field, said in errors.items():
        kind, _, rest = field.partition(":")
        code = rest.partition(":")[0]
        block = content_block(code, written.round) if rest else first
        if kind in (rules.NAME, rules.SUBJECT, rules.REACH, rules.PURPOSE):
            block = field
        sentence = f"{_BESIDE}{said}" if kind in (rules.APPROVED, rules.BLANK) else said
        placed[block] = f"{placed[block]} {sentence}" if block in placed else sentence
    return placed


def _languages(kept: Mapping[str, Any]) -> list[str]:
    found = kept.get("languages")
    return [str(each) for each in found] if isinstance(found, list) and found else ["en"]


def _client(fields: Fields) -> Block | None:
    """The chosen option built anew: Slack adds to what it hands out."""
    chosen = fields.of_action(CLIENT).get("selected_option") or {}
    if not chosen.get("value"):
        return None
    label = str((chosen.get("text") or {}).get("text") or "")
    return option(label, str(chosen["value"]), str((chosen.get("description") or {}).get("text") or ""))
