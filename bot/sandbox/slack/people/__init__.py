"""What people do in their Slack clients."""

from bot.sandbox.slack.people.attaching import Attaching
from bot.sandbox.slack.people.commands import Commands
from bot.sandbox.slack.people.groups import Groups
from bot.sandbox.slack.people.modals import Modals
from bot.sandbox.slack.people.posting import Posting
from bot.sandbox.slack.people.shortcuts import Shortcuts
from bot.sandbox.slack.people.workflows import Workflows

__all__ = ["People"]


class People(Posting, Commands, Shortcuts, Attaching, Modals, Groups, Workflows):
    """Every action a person can take; each raises CannotDoError when a real client would not let them."""
