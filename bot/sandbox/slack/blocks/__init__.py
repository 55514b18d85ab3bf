"""Block Kit: what Slack refuses, and the ids it gives to what has none."""

from bot.sandbox.slack.blocks.check import checked_message_blocks, checked_view

__all__ = ["checked_message_blocks", "checked_view"]
