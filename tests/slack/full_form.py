"""The compose form with as much as it can hold at once."""

from datetime import date, time

from bot.domain.channel import Channel
from bot.domain.recurrence import Every, Recurrence
from bot.domain.recurrences.choices import Pattern, Repeat
from bot.flows.outbound.preview import Verdict
from bot.policy.decision import Reason
from bot.slack.blocks.applied import Applied
from bot.slack.blocks.compose import ComposeForm
from bot.slack.blocks.elements import option
from bot.slack.blocks.quote import Quote
from bot.slack.blocks.ready_words import ReadyWords
from bot.slack.blocks.repeat import Repeats
from tests.slack.conftest import NOW, SECOND_SMS, SMS

VERDICT = Verdict(
    (Reason("spam", "<" * 900, "<" * 900),),
    (Reason("links", "<" * 900, "<" * 900),),
    may_override=True,
    set_aside=True,
)
MONDAYS = Recurrence(Every.MONTH, date(2027, 1, 31), time(2, 30), "America/New_York", 99, count=999)
FULL_FORM = ComposeForm(
    Channel.WHATSAPP,
    (Channel.SMS, Channel.WHATSAPP),
    (SMS, SECOND_SMS),
    client=option("<" * 80, "client:C1"),
    is_new_client=True,
    notice="n" * 4000,
    body="b" * 4000,
    preview=["p" * 300] * 12,
    verdict=VERDICT,
    send_at=NOW,
    quote=Quote("😀" * 300, name="<" * 80),
    owner="U1",
    words=ReadyWords(
        chosen=option("<" * 80, "ready:T1", "<" * 80),
        applied=Applied("T" * 26, 999_999, "en", "O" * 26, "0123456789ab"),
        asked=tuple((f"{'v' * 38}_{number}", "<" * 400) for number in range(10)),
        waits="<" * 700,
        replaced="<" * 4000,
        instead="<" * 4000,
        is_in_front=True,
    ),
    repeats=Repeats(
        Repeat.SPOKEN,
        date(2030, 1, 1),
        Pattern(Every.MONTH, 99, (0, 1, 2, 3, 4, 5, 6), 999, "America/Argentina/ComodRivadavia", -1),
        MONDAYS,
        (NOW,) * 3,
        whose="<" * 120,
    ),
)
