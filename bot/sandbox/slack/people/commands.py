"""Typing a slash command."""

from dataclasses import dataclass

from bot.sandbox.slack.config import SlashCommand
from bot.sandbox.slack.errors import CannotDoError, SlackError
from bot.sandbox.slack.models import Channel, Json, Message
from bot.sandbox.slack.outgoing.bot_client import Answer
from bot.sandbox.slack.people.base import Acting
from bot.sandbox.slack.replies import show_reply
from bot.sandbox.slack.text import compose, escape

_FAILURES = {"http_timeout": "operation_timeout"}


@dataclass(frozen=True)
class CommandAnswer:
    """How a command went: ``error`` as Slack names it in the composer, and what the app answered at once."""

    ok: bool
    error: str = ""
    message: Message | None = None


class Commands(Acting):
    """A person's slash commands."""

    async def command(self, user: str, channel: str, command: str, text: str = "") -> CommandAnswer:
        """Type a command and see its answer, which comes within three seconds or counts as a failure.

        Raises CannotDoError for a command the manifest does not declare. A thread takes no commands, so
        none is named here.
        """
        place = self._place(user, channel)
        declared = self._declared_command(command)
        answer = await self._installation.bot.send_form(self._form(user, place, declared, text))
        if not answer.ok:
            return self._command_failure(
                user, channel, command, _FAILURES.get(answer.failure, "dispatch_failed")
            )
        return self._command_answer(user, channel, command, answer)

    def _declared_command(self, command: str) -> SlashCommand:
        for declared in self._installation.config.commands:
            if declared.command == command:
                return declared
        raise CannotDoError(f"{command} is not a valid command. Its manifest does not declare it.")

    def _form(self, user: str, place: Channel, declared: SlashCommand, text: str) -> dict[str, str]:
        config = self._installation.config
        workspace = self._workspace
        written = (
            compose(text, workspace.users.values(), workspace.channels.values())
            if declared.should_escape
            else escape(text)
        )
        return {
            "token": "verification-token-of-the-sandbox",
            "team_id": config.team_id,
            "team_domain": config.team_domain,
            "channel_id": place.id,
            "channel_name": self._channel_name(place),
            "user_id": user,
            "user_name": self._person(user).name,
            "command": declared.command,
            "text": written.strip(),
            "api_app_id": config.app.id,
            "is_enterprise_install": "false",
            "response_url": self._response_url(user, place.id),
            "trigger_id": self._installation.triggers.issue(user, channel=place.id),
        }

    def _command_answer(self, user: str, channel: str, command: str, answer: Answer) -> CommandAnswer:
        if not answer.body.strip():
            return CommandAnswer(ok=True)
        body: Json = answer.json() or {"text": answer.body}
        if not body.get("text") and not body.get("blocks") and not body.get("attachments"):
            return CommandAnswer(ok=True)
        try:
            return CommandAnswer(ok=True, message=show_reply(self._installation, user, channel, body))
        except SlackError as error:
            return self._command_failure(user, channel, command, error.error)

    def _command_failure(self, user: str, channel: str, command: str, error: str) -> CommandAnswer:
        # In the real client Slackbot says this, and only the person who typed sees it.
        self._workspace.show_only(
            Message(
                channel=channel,
                ts=self._workspace.timestamps.next(),
                text=f'{command} failed with the error "{error}"',
                user="USLACKBOT",
                ephemeral_to=user,
            )
        )
        return CommandAnswer(ok=False, error=error)
