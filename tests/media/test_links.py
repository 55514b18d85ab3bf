"""Links to stored files: made for a day, and worth nothing once anything in them is changed."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.attachments import STORED
from bot.domain.message import Media
from bot.media.links import GOOD_FOR, BadLink, MediaLinks, OldLink

NOW = datetime(2026, 11, 26, 12, 0, tzinfo=UTC)
LINKS = MediaLinks("https://texts.example", b"secret")
FILE = Media(f"{STORED}{'a' * 64}", "application/pdf", "Größe & mehr.pdf", 12)


def _token(media: Media = FILE, links: MediaLinks = LINKS) -> str:
    made = links.make(media, NOW)
    assert made.url.startswith("https://texts.example/media/")
    return made.url.rpartition("/")[2]


def test_a_link_gives_back_what_it_was_made_of() -> None:
    assert LINKS.read(_token(), NOW + GOOD_FOR) == FILE


def test_its_time_ends() -> None:
    with pytest.raises(OldLink):
        LINKS.read(_token(), NOW + GOOD_FOR + timedelta(seconds=1))


def test_a_file_kept_elsewhere_stays_as_it_is() -> None:
    elsewhere = Media("https://pictures.example/1.jpg", "image/jpeg")
    assert LINKS.make(elsewhere, NOW) == elsewhere


def test_another_key_makes_other_links() -> None:
    with pytest.raises(BadLink):
        LINKS.read(_token(links=MediaLinks("https://texts.example", b"other")), NOW)
    assert "secret" not in repr(LINKS)


@given(st.integers(min_value=0), st.characters())
def test_nothing_can_be_changed(at: int, new: str) -> None:
    token = _token()
    at %= len(token)
    changed = token[:at] + new + token[at + 1 :]
    if changed == token:
        return
    with pytest.raises(BadLink):
        LINKS.read(changed, NOW)


@pytest.mark.parametrize("token", ["", ".", "a.b", "é.b", "." * 5000, "../../etc/passwd.x"])
def test_nonsense_is_no_link(token: str) -> None:
    with pytest.raises(BadLink):
        LINKS.read(token, NOW)
