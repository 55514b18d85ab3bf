"""Every action that any part of the program writes into the audit has words."""

import ast
from pathlib import Path

import bot
from bot.domain.deeds import WORDS, in_words

SOURCE = Path(bot.__file__).parent


def written() -> set[str]:
    """The actions of every ``Deed`` in the source, where they are written out."""
    found = set()
    for path in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Deed":
                named = [each.value for each in node.keywords if each.arg == "action"]
                action = (node.args[1:2] or named)[0]
                if isinstance(action, ast.Constant):
                    found.add(str(action.value))
    return found


def test_every_action_has_words() -> None:
    assert written() <= set(WORDS)


def test_the_words_fit_into_a_menu_and_a_column() -> None:
    for action, words in WORDS.items():
        assert len(action) <= 48
        assert 0 < len(words) <= 75


def test_an_action_of_another_version_is_readable() -> None:
    assert in_words("something_new") == "something new"
