"""Who writes and how to stop: added where it must be said, and only what the text does not say itself."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.channel import Channel
from bot.domain.message import Purpose
from bot.domain.settings import ContentRules, WorkspaceSettings
from bot.policy.notice import HOW_TO_STOP, names_business, notice, tells_how_to_stop
from tests.policy.drafts import draft, facts

WHOLE = f"Harbor Clinic. {HOW_TO_STOP}"
SILENT = WorkspaceSettings(content=ContentRules(notice_on_first=False))


def added(body: str = "Hello", **more: object) -> str:
    known = {"business": "Harbor Clinic", "introduced": False}
    known |= {name: more.pop(name) for name in ("introduced", "settings", "business") if name in more}
    return notice(draft(body, **more), facts(**known))  # type: ignore[arg-type]


@pytest.mark.parametrize("introduced", [True, False])
@pytest.mark.parametrize("notice_on_first", [True, False])
@pytest.mark.parametrize("channel", Channel)
@pytest.mark.parametrize("purpose", Purpose)
def test_each_purpose_has_its_notice(
    purpose: Purpose, channel: Channel, notice_on_first: bool, introduced: bool
) -> None:
    rules = WorkspaceSettings(content=ContentRules(notice_on_first=notice_on_first))
    said = added(purpose=purpose, channel=channel, introduced=introduced, settings=rules)
    always = purpose in {Purpose.MARKETING, Purpose.TRANSACTIONAL}
    first = channel is not Channel.WHATSAPP and not introduced and notice_on_first
    assert said == (WHOLE if always or (purpose is Purpose.DIRECT and first) else "")


@pytest.mark.parametrize("purpose", Purpose)
def test_nothing_is_added_to_a_template(purpose: Purpose) -> None:
    assert added(channel=Channel.WHATSAPP, purpose=purpose, is_template=True) == ""


@pytest.mark.parametrize(
    ("body", "missing"),
    [
        ("See you", WHOLE),
        ("This is Harbor Clinic. See you", HOW_TO_STOP),
        ("harbor   clinic's Maya here", HOW_TO_STOP),
        ("Harbor Clinical trials", WHOLE),
        ("See you. Reply STOP to opt out.", "Harbor Clinic."),
        ("Harbor Clinic: text STOP to end", ""),
        ("HARBOR CLINIC. Responda STOP para cancelar", ""),
        ("Please STOP BY on Monday", WHOLE),
        ("Reply when you want to stop by", WHOLE),
        ("", WHOLE),
    ],
)
def test_only_what_is_missing_is_added(body: str, missing: str) -> None:
    assert added(body) == missing


@pytest.mark.parametrize(
    ("business", "line"),
    [
        ("", HOW_TO_STOP),
        ("Acme Inc.", f"Acme Inc. {HOW_TO_STOP}"),
        ("  Two   words ", f"Two words. {HOW_TO_STOP}"),
    ],
)
def test_the_name_is_written_as_a_sentence(business: str, line: str) -> None:
    assert added(business=business) == line


@pytest.mark.parametrize(
    ("text", "tells"),
    [
        ("Reply STOP to opt out", True),
        ("text “STOP” to end", True),
        ("STOP to cancel", True),
        ("Txt STOP", True),
        ("Envíe STOP para salir", True),
        ("stop to think", False),
        ("reply stop", False),
        ("Next STOP: Boston", False),
        ("STOP", False),
        ("", False),
    ],
)
def test_how_to_stop_is_told_by_an_instruction_and_not_by_the_word(text: str, tells: bool) -> None:
    assert tells_how_to_stop(text) is tells


@given(st.text(max_size=80), st.text(max_size=30))
def test_a_text_with_its_notice_needs_none(body: str, business: str) -> None:
    line = added(body, business=business)
    assert added(f"{body}\n{line}", business=business) in {"", line.removesuffix(HOW_TO_STOP).strip()}
    assert not line or tells_how_to_stop(f"{body}\n{line}")


@given(st.text(max_size=40))
def test_nobody_is_named_by_no_name(text: str) -> None:
    assert not names_business(text, "")
    assert not names_business(text, "  ")
