"""The question whether a client's own words are an opt-out."""

from dataclasses import replace
from datetime import UTC, datetime

from bot.domain.channel import Channel
from bot.domain.thread import OptOutQuestion
from bot.sandbox.slack.blocks.check import checked_message_blocks
from bot.slack.blocks.opt_out import CONFIRM, DISMISS, opt_out_question

ASKED = OptOutQuestion(
    "R1", "Jane & Co", Channel.SMS, "please *stop* texting me", datetime(2026, 12, 5, 4, 59, 59, tzinfo=UTC)
)


def test_it_quotes_the_words_says_what_was_done_and_until_when_one_can_decide() -> None:
    rendered = opt_out_question(ASKED)
    words, done, _ = checked_message_blocks(rendered.blocks)
    assert "Did Jane &amp; Co just opt out of SMS?" in words["text"]["text"]
    assert "> please" in words["text"]["text"]
    assert "Nothing goes to them by SMS until somebody decides." in done["text"]["text"]
    assert "<!date^1796446799^{date_short_pretty} at {time}|Dec 5, 4:59 AM UTC>" in done["text"]["text"]


def test_the_notification_keeps_the_words_to_the_thread() -> None:
    rendered = opt_out_question(ASKED)
    assert rendered.text.startswith("Did Jane &amp; Co just opt out of SMS?")
    assert "texting" not in rendered.text


def test_the_buttons_name_the_review_and_the_one_that_cannot_be_undone_asks_again() -> None:
    confirm, dismiss = opt_out_question(ASKED).blocks[-1]["elements"]
    assert (confirm["action_id"], dismiss["action_id"]) == (CONFIRM, DISMISS)
    assert (confirm["text"]["text"], dismiss["text"]["text"]) == ("Opt out", "Not an opt-out")
    assert confirm["value"] == dismiss["value"] == "R1"
    assert confirm["style"] == "danger"
    assert "START" in confirm["confirm"]["text"]["text"]
    assert "confirm" not in dismiss


def test_a_reminder_says_that_nobody_has_decided() -> None:
    rendered = opt_out_question(replace(ASKED, is_reminder=True))
    assert rendered.text.startswith("Nobody has decided yet: did Jane &amp; Co opt out of SMS?")
