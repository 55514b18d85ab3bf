"""Ids that must not repeat, and ids for whatever has none."""

import secrets
from collections.abc import Iterator
from typing import Any

from bot.sandbox.slack.blocks.rules import Report
from bot.sandbox.slack.models import Json

_NOT_INTERACTIVE = ("image", "plain_text", "mrkdwn")


def elements_of(block: Json) -> Iterator[tuple[str, Json]]:
    """The interactive elements of a block, each with its place inside it."""
    for name in ("element", "accessory"):
        element = block.get(name)
        if isinstance(element, dict) and element.get("type") not in _NOT_INTERACTIVE:
            yield name, element
    elements = block.get("elements")
    if block.get("type") == "actions" and isinstance(elements, list):
        for index, element in enumerate(elements):
            if isinstance(element, dict):
                yield f"elements/{index}", element


def check_unique(blocks: list[Any], at: str, report: Report) -> None:
    """Each block_id once in the list, each action_id once in its block."""
    seen: set[str] = set()
    for index, block in enumerate(blocks):
        if not isinstance(block, dict):
            continue
        block_id = block.get("block_id")
        if isinstance(block_id, str) and block_id in seen:
            report.add(f"`block_id` `{block_id}` already exists", f"{at}/{index}/block_id")
        if isinstance(block_id, str):
            seen.add(block_id)
        _check_actions(block, f"{at}/{index}", report)


def _check_actions(block: Json, at: str, report: Report) -> None:
    seen: set[str] = set()
    for place, element in elements_of(block):
        action_id = element.get("action_id")
        if not isinstance(action_id, str):
            continue
        if action_id in seen:
            report.add(f"`action_id` `{action_id}` already exists", f"{at}/{place}/action_id")
        seen.add(action_id)


def give_ids(blocks: list[Json]) -> None:
    """Give random ids to the blocks and elements that have none, as Slack does."""
    for block in blocks:
        block.setdefault("block_id", secrets.token_hex(3))
        for _, element in elements_of(block):
            element.setdefault("action_id", secrets.token_urlsafe(4))
