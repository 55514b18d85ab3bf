"""What the people in an acceptance test do and see: teammates at their desk, clients on their phones."""

from typing import Any

from bot.domain.phone import display
from bot.sandbox.said import Said
from bot.sandbox.slack.models import Message, Upload
from bot.sandbox.slack.people.modals import SubmitResult
from bot.sandbox.twilio.consent import HELP_ANSWER, START_ANSWER, STOP_ANSWER
from tests.support.program import Program, eventually

SMS, WHATSAPP = "sms", "whatsapp"
# What the program adds below a client's first text.
ADDED = "\nHarbor Clinic. Reply STOP to opt out."
# What the carrier says by itself.
_CARRIERS = {STOP_ANSWER, START_ANSWER, HELP_ANSWER}
OUR_SMS, OUR_WHATSAPP = "+12025550100", "+12025550199"
MAYA, SAM, PRIYA = "U0MAYA", "U0SAM", "U0PRIYA"


class PhoneUser:
    """A client with a phone."""

    def __init__(self, program: Program, number: str) -> None:
        self._sandbox = program.sandbox
        self._phones = program.twilio.phones
        self.number = number

    def write(self, body: str, channel: str = SMS, **more: Any) -> str:
        """Text our number; the provider's id."""
        if channel == WHATSAPP and self._sandbox.meta is not None:
            return self.say(Said(body, tuple(more.get("media", ()))))
        sid: str = self._phones.text(self.number, self._ours(channel), body, channel=channel, **more)
        return sid

    def say(self, said: Said) -> str:
        """Send anything by WhatsApp; the provider's id."""
        return self._sandbox.phones.send(self.number, self._ours(WHATSAPP), said)

    @property
    def shown(self) -> str:
        """The number as cards show it."""
        return display(self.number)

    def texts(self, channel: str = SMS) -> list[str]:
        """What has arrived on this phone from the business: the carrier's own answers left out, and the line
        that the program adds to a client's first text."""
        return [body.removesuffix(ADDED) for body in self.read(channel)]

    def read(self, channel: str = SMS) -> list[str]:
        """The same as it stands on the phone, to the last line."""
        shown = self._phones.conversation(self.number, self._ours(channel), channel)
        return [each["body"] for each in shown if each["direction"] == "in" and each["body"] not in _CARRIERS]

    def last(self, channel: str = SMS) -> str:
        """What the carrier calls the newest message that has arrived from the business."""
        shown = self._phones.conversation(self.number, self._ours(channel), channel)
        found: str = [each["sid"] for each in shown if each["direction"] == "in"][-1]
        return found

    def _ours(self, channel: str) -> str:
        return self._sandbox.whatsapp_number if channel == WHATSAPP else OUR_SMS


class Desk:
    """Teammates in Slack."""

    def __init__(self, program: Program) -> None:
        self._program = program
        self._workspace = program.slack.workspace
        self.people = program.slack.people
        self.inbox: str = self._workspace.channel_named("#clients").id
        # What was typed where no message keeps it: commands and forms.
        self.typed: list[str] = []

    def phone(self, number: str) -> PhoneUser:
        """A client's phone; one that is not there yet is switched on."""
        phones = self._program.twilio.phones
        if not any(shown["number"] == number for shown in phones.snapshot()):
            phones.add(number)
        return PhoneUser(self._program, number)

    def newcomer(self, name: str = "", **options: Any) -> PhoneUser:
        """A phone that has had nothing to do with us so far."""
        phones = self._program.twilio.phones
        number = f"+1202555{2000 + len(phones.snapshot())}"
        phones.add(number, name, **options)
        return PhoneUser(self._program, number)

    async def in_touch(self, phone: PhoneUser, channel: str = WHATSAPP) -> str:
        """Let somebody write to us; the ts of the card of the thread in which it then stands.

        By WhatsApp unless told otherwise: our SMS number goes at one text a second.
        """
        text = f"I am {phone.shown} and I have a question"
        phone.write(text, channel)
        root = await self.thread_of(phone.shown)
        await self.in_thread(root, text)
        return root

    async def open_form(self, user: str, command: str, typed: str) -> Any:
        """Type a slash command and get the modal it opens."""
        self.typed.append(typed)
        answer = await self.people.command(user, self.inbox, command, typed)
        assert answer.ok, answer
        return await eventually(lambda: self.people.open_view(user), f"{command} opens a modal")

    async def text(self, user: str, command: str, typed: str, *, name: str | None = None) -> None:
        """Send a text by slash command and modal, all prefilled from what was typed."""
        result = await self.submit(user, await self.open_form(user, command, typed), name=name)
        assert result.ok, result

    async def submit(
        self, user: str, view: Any, *, name: str | None = None, file_url: str | None = None
    ) -> SubmitResult:
        """Give a new client a name, if asked for one, name a file on the web, and press Send."""
        if name is not None:
            await self.people.type_text(user, view.id, "name", "compose_name", name)
        if file_url is not None:
            await self.people.type_text(user, view.id, "file_url", "compose_file_url", file_url)
        return await self.people.submit(user, view.id)

    async def thread_of(self, client: str) -> str:
        """The ts of the client's card, once it stands."""

        def card() -> str:
            for message in self._workspace.messages(self.inbox):
                if not message.is_reply and message.bot_id and client in f"{message.text} {message.blocks}":
                    return message.ts
            return ""

        found: str = await eventually(card, f"the card of {client} stands in the inbox")
        return found

    async def in_thread(self, root: str, text: str) -> Message:
        """The message in a thread that holds ``text``, once it stands."""

        def find() -> Message | None:
            return next((m for m in self.thread(root) if text in f"{m.text} {m.blocks}"), None)

        found: Message = await eventually(find, f"the thread shows {text!r}")
        return found

    def thread(self, root: str) -> list[Message]:
        """The replies in a thread."""
        return [m for m in self._workspace.thread(self.inbox, root) if m.is_reply]

    def all_messages(self) -> list[Message]:
        """Everything in the inbox channel, cards and replies."""
        return self._workspace.messages(self.inbox)

    def root(self, root: str) -> Message:
        """A card, as it is now."""
        return self._workspace.message(self.inbox, root)

    def said(self, root: str) -> str:
        """A card's text and blocks, for looking words up in."""
        message = self._workspace.message(self.inbox, root)
        return f"{message.text} {message.blocks}"

    def reply(self, user: str, root: str, text: str, *files: Upload) -> Message:
        """Write a plain reply in a client's thread."""
        ts = self.people.post(user, self.inbox, text, root, files)
        return self._workspace.message(self.inbox, ts)

    def reactions(self, message: Message) -> list[str]:
        """The reactions on a message, as it is now."""
        return list(self._workspace.message(self.inbox, message.ts).reactions)

    async def delivered(self, phone: PhoneUser, number: int, channel: str = WHATSAPP) -> list[str]:
        """The texts on a phone once it has so many."""
        await eventually(lambda: len(phone.texts(channel)) >= number, f"{number} texts are on the phone")
        return phone.texts(channel)

    async def marked(self, message: Message, reaction: str) -> None:
        """Wait until a message carries a reaction."""
        await eventually(lambda: reaction in self.reactions(message), f"the message carries :{reaction}:")

    async def hears(self, user: str, words: str) -> str:
        """The notice to this person alone in the inbox channel that holds ``words``, once it is there."""
        return (await self.notice(user, words)).text

    async def notice(self, user: str, words: str) -> Message:
        """The same as the message that it is, with its buttons."""

        def find() -> Message | None:
            notices = self._workspace.ephemerals(user, self.inbox)
            return next((m for m in reversed(notices) if words in m.text), None)

        found: Message = await eventually(find, f"{user} is told {words!r}")
        return found

    def buttons(self, message: Message) -> list[str]:
        """The labels of the buttons under a message."""
        rows = [block for block in message.blocks if block["type"] == "actions"]
        return [element["text"]["text"] for row in rows for element in row["elements"]]

    async def give_reason(self, user: str, why: str) -> SubmitResult:
        """Answer the form that asks why a text may go anyway."""
        view = await eventually(lambda: self.people.open_view(user), "the form for the reason opens")
        self.typed.append(why)
        await self.people.type_text(user, view.id, "why", "compose_why", why)
        return await self.people.submit(user, view.id)

    async def hears_directly(self, user: str, words: str) -> str:
        """The same in the app's direct messages."""

        def find() -> str:
            messages = self._workspace.messages(self.people.direct_channel(user))
            return next((m.text for m in reversed(messages) if words in m.text), "")

        found: str = await eventually(find, f"{user} is told {words!r} directly")
        return found

    async def press(self, user: str, message: Message, action: str) -> None:
        """Press a button under a message."""
        for block in message.blocks:
            if any(each.get("action_id") == action for each in block.get("elements", ())):
                container = (message.channel, message.ts)
                assert await self.people.click(user, container, block["block_id"], action)
                return
        raise AssertionError(f"There is no button {action}.")

    def told(self, user: str) -> str:
        """Everything this person alone has been told in the inbox channel."""
        return " ".join(f"{m.text} {m.blocks}" for m in self._workspace.ephemerals(user, self.inbox))
