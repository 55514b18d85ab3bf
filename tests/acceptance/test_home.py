"""A day in the Home tab: the first look, what waits for somebody, what goes today, and the month so far."""

import json
from datetime import time

from bot.domain.roles import Role
from tests.acceptance.people import MAYA, PRIYA, SMS, Desk
from tests.support.program import Program, eventually

TAKEN_BACK = "Taken back: the client gets nothing."


class HomeTab:
    """The Home tab of one teammate."""

    def __init__(self, program: Program, user: str) -> None:
        self._slack = program.slack
        self._user = user
        self._asked = -1

    @property
    def text(self) -> str:
        """Everything in it as it is."""
        view = self._slack.workspace.homes.get(self._user)
        return json.dumps(view.blocks, ensure_ascii=False) if view else ""

    async def shows(self, *words: str) -> str:
        """The tab once it holds all of this; it is opened anew until it does."""
        return str(await eventually(lambda: self._look(words), f"the Home tab shows {words}"))

    async def press(self, action: str, option: str = "") -> None:
        """Press a button, or choose in a menu by how its value begins."""
        view = self._slack.workspace.homes[self._user]
        for block in view.blocks:
            for element in [*block.get("elements", ()), block.get("accessory") or {}]:
                if element.get("action_id") == action:
                    chosen = [each for each in element.get("options", ()) if each["value"].startswith(option)]
                    value = {"selected_option": chosen[0]} if option else None
                    assert await self._slack.people.click(
                        self._user, view.id, block["block_id"], action, value
                    )
                    return
        raise AssertionError(f"There is no {action}.")

    def _look(self, words: tuple[str, ...]) -> str:
        view = self._slack.workspace.homes.get(self._user)
        version = view.version if view else 0
        if version != self._asked:
            if view and all(each in self.text for each in words):
                return self.text
            self._asked = version
            self._slack.people.open_home(self._user)
        return ""


async def test_a_day_in_the_home_tab(program: Program) -> None:
    desk, home = Desk(program), HomeTab(program, MAYA)

    # Nobody has done anything yet: Maya, who is an admin of the Slack workspace, becomes the app's first.
    await home.shows("Nobody is an admin of this app yet", "Three steps to the first text", "Nothing waits")
    await home.press("home_settings")
    settings = await eventually(lambda: desk.people.open_view(MAYA), "the settings open")
    assert "you are the first now" in str(settings.blocks)
    await desk.people.close_view(MAYA, settings.id)
    await home.shows(
        "Set-up: ",
        ":white_check_mark: *Inbox channel*: The app is in #clients.",
        ":white_check_mark: *Public address*",
        "*First client* · :red_circle: Missing",
    )

    # A client writes: it waits for somebody, with its words for Maya and without them for Priya.
    client = desk.newcomer()
    root = await desk.in_touch(client, SMS)
    shown = await home.shows("Needs attention: ", "I have a question")
    assert f"p{root.replace('.', '')}" in shown
    assert "Three steps to the first text" not in shown
    await program.promote(PRIYA, Role.SENDER)
    hers = await HomeTab(program, PRIYA).shows("Needs attention: ")
    assert "I have a question" not in hers
    assert "Cost so far" not in hers

    # Written at night, a text goes in the morning: then it is one of the day's, and is taken back in time.
    program.fast_forward_to(time(22))
    late = desk.reply(MAYA, root, "Your results are in. Call us when you like.")
    await desk.marked(late, "hourglass_flowing_sand")
    await home.shows("1 waits for a later day.")
    program.fast_forward_to(time(6))
    await home.shows("Scheduled today: 1", "Held: Texts to clients go by day only.")
    await home.press("home_text", "cancel")
    assert TAKEN_BACK in home.text
    program.fast_forward_to(time(9))
    answer = desk.reply(MAYA, root, "Good morning! How can we help?")
    await desk.marked(answer, "white_check_mark")
    assert client.texts() == ["Good morning! How can we help?"]

    # The month knows the one text that went and the one that came.
    shown = await home.shows(":outbox_tray: 1 out, 1 of them delivered", ":inbox_tray: 1 in")
    assert "*Cost so far: $0.0079*" in shown
