"""The buttons that turn pages: only those that lead somewhere."""

import pytest

from bot.slack.blocks.paging import page_buttons


@pytest.mark.parametrize(
    ("page", "has_more", "shown"),
    [
        (0, False, []),
        (0, True, [("More", "later", "1")]),
        (2, False, [("Back", "earlier", "1")]),
        (2, True, [("Back", "earlier", "1"), ("More", "later", "3")]),
    ],
)
def test_only_what_leads_somewhere_is_shown(
    page: int, has_more: bool, shown: list[tuple[str, str, str]]
) -> None:
    rows = page_buttons("earlier", "later", page, has_more=has_more)
    told = [
        (each["text"]["text"], each["action_id"], each["value"]) for row in rows for each in row["elements"]
    ]
    assert told == shown
    assert len(rows) == bool(shown)


def test_the_way_on_may_be_called_otherwise() -> None:
    [row] = page_buttons("earlier", "later", 0, has_more=True, label="Next")
    assert row["elements"][0]["text"]["text"] == "Next"
