"""What the form says of the gate, and the override for those who may."""

from datetime import UTC, datetime

from bot.domain.waiting import Waiting
from bot.flows.outbound.preview import Verdict
from bot.policy.decision import Reason
from bot.sandbox.slack.blocks.check import checked_view
from bot.slack.blocks.elements import plain
from bot.slack.blocks.verdict import override_block_id, submit_label, verdict_blocks

MORNING = datetime(2026, 11, 21, 15, 0, tzinfo=UTC)
NIGHT = Reason("quiet_hours", "It is 9 PM for Jane.", "It goes by itself.", until=MORNING)
DEAR = Reason("budget", "The <budget> is used up.", "Ask & wait.")
WAITING = Waiting(MORNING, "8:00 AM Jane Doe's time (Denver, tomorrow)", "It is 9 PM for Jane.", "8:00 AM")


def said(verdict: Verdict) -> str:
    """Every word of it, after Slack's own checks."""
    blocks = verdict_blocks(verdict)
    form = {"type": "modal", "title": plain("A form", 24), "submit": plain(submit_label(verdict), 24)}
    checked_view(form | {"blocks": blocks}, "modal")
    return "\n".join(block["text"]["text"] for block in blocks if block["type"] == "section")


def test_nothing_against_it_says_nothing() -> None:
    assert verdict_blocks(Verdict()) == []
    assert submit_label(Verdict()) == submit_label(None) == "Send"


def test_a_hold_tells_both_clocks_and_becomes_a_schedule() -> None:
    verdict = Verdict((NIGHT,), waiting=WAITING, who_could="A manager can send it anyway.")
    held, why, who = said(verdict).split("\n")
    until = "*Held until 8:00 AM Jane Doe's time (Denver, tomorrow)*, <!date^1795273200^{time}|"
    assert held.startswith(f":hourglass_flowing_sand: {until}")
    assert held.endswith("> yours.")
    assert (why, who) == ("It is 9 PM for Jane.", "A manager can send it anyway.")
    assert submit_label(verdict) == "Schedule for 8:00 AM"


def test_without_one_zone_the_readers_clock_is_all_there_is() -> None:
    verdict = Verdict((NIGHT,), waiting=Waiting(MORNING, why="It is night."))
    assert "*Held until <!date^1795273200^{date_short_pretty} at {time}|" in said(verdict)
    assert submit_label(verdict) == "Schedule"


def test_the_label_never_outgrows_the_button() -> None:
    for briefly in ("12:59 PM", "Wednesday", "Dec 31", "x" * 40):
        label = submit_label(Verdict((NIGHT,), waiting=Waiting(MORNING, "there", "", briefly)))
        assert len(label) <= 24


def test_a_refusal_says_every_reason_harmlessly_and_still_says_send() -> None:
    verdict = Verdict((DEAR, NIGHT))
    assert said(verdict) == (
        ":no_entry: *It would not be sent:*\n"
        "The &lt;budget&gt; is used up. Ask &amp; wait.\n"
        "It is 9 PM for Jane."
    )
    assert submit_label(verdict) == "Send"


def test_a_warning_does_not_stop_it() -> None:
    verdict = Verdict(warnings=(Reason("shouting", "It shouts.", is_warning=True),))
    assert said(verdict) == ":warning: *Think of this:* It shouts."
    assert submit_label(verdict) == "Send"


def test_only_who_may_sees_the_override_and_its_reason_field_once_ticked() -> None:
    kinds = [
        [block["block_id"] for block in verdict_blocks(Verdict((NIGHT,), waiting=WAITING, **more))]
        for more in ({}, {"may_override": True}, {"may_override": True, "set_aside": True})
    ]
    assert kinds == [
        ["verdict"],
        ["verdict", "override:quiet_hours"],
        ["verdict", "override:quiet_hours", "why"],
    ]
    ticked = Verdict((NIGHT,), waiting=WAITING, may_override=True, set_aside=True)
    assert submit_label(ticked) == "Send"
    assert said(ticked).startswith(":unlock: *It goes anyway*, in spite of this:")


def test_other_reasons_make_another_tick() -> None:
    one, two = Verdict((NIGHT,)), Verdict((NIGHT, DEAR))
    assert override_block_id(one) != override_block_id(two)
    many = Verdict(tuple(Reason(f"code_{number:04}", "x") for number in range(100)))
    assert len(override_block_id(many)) == 255
