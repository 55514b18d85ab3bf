"""What a client sends: the webhook, Twilio's own answers, and what the bot's TwiML does."""

import pytest
from starlette.responses import Response

from bot.sandbox.twilio import WHATSAPP_SANDBOX_NUMBER
from tests.sandbox.twilio.conftest import ACCOUNT, JANE, OURS, SECOND, SERVICE, TOLL_FREE, Stage


async def test_a_text_reaches_the_bot_signed_and_complete(stage: Stage) -> None:
    sid = stage.twilio.phones.text(JANE, OURS, "Grüße & <b>more</b> 🙂")
    await stage.settled()
    [hook] = stage.bot.hooks
    assert hook.signed
    assert hook.token
    assert hook.form == {
        "MessageSid": sid,
        "SmsMessageSid": sid,
        "SmsSid": sid,
        "SmsStatus": "received",
        "AccountSid": ACCOUNT,
        "From": JANE,
        "To": OURS,
        "Body": "Grüße & <b>more</b> 🙂",
        "NumSegments": "1",
        "NumMedia": "0",
        "ApiVersion": "2010-04-01",
        "ToCountry": "US",
        "FromCountry": "US",
        "FromState": "",
        "FromCity": "",
        "FromZip": "",
    }
    [shown] = stage.twilio.phones.conversation(JANE)
    assert (shown["direction"], shown["ticks"]) == ("out", "delivered")


async def test_whatsapp_says_who_writes(stage: Stage) -> None:
    stage.twilio.phones.text(JANE, OURS, "Hi", "whatsapp", ButtonText="Yes, please", ButtonPayload="yes")
    await stage.settled()
    [form] = stage.bot.inbound
    assert (form["From"], form["To"]) == (f"whatsapp:{JANE}", f"whatsapp:{OURS}")
    assert (form["ProfileName"], form["WaId"], form["MessageType"]) == ("Jane Doe", JANE[1:], "text")
    assert (form["ButtonText"], form["ButtonPayload"]) == ("Yes, please", "yes")


async def test_two_texts_of_one_phone_arrive_in_their_order(stage: Stage) -> None:
    for number in range(10):
        stage.twilio.phones.text(JANE, OURS, str(number))
    await stage.settled()
    assert [form["Body"] for form in stage.bot.inbound] == [str(number) for number in range(10)]


async def test_stop_and_start_are_answered_once_by_twilio_itself(stage: Stage) -> None:
    phones = stage.twilio.phones
    for word in (" stop\n", "STOP", "yes", "Start"):
        phones.text(JANE, OURS, word)
        await stage.settled()
        if word == "STOP":
            assert await stage.refused() == 21610
    received = [message["body"] for message in phones.conversation(JANE) if message["direction"] == "in"]
    assert [text.split()[2] for text in received] == ["unsubscribed", "subscribed"]
    assert len(stage.bot.inbound) == 4
    assert all("OptOutType" not in form for form in stage.bot.inbound)
    assert (await stage.statuses())[-1] == ("delivered", None)


@pytest.mark.parametrize("text", ["Stop please", "OPT OUT", "STOP.", "I will stop by"])
async def test_a_sentence_is_no_keyword(stage: Stage, text: str) -> None:
    stage.twilio.phones.text(JANE, OURS, text)
    await stage.settled()
    assert (await stage.statuses())[-1] == ("delivered", None)


async def test_an_opt_out_is_for_one_sender(stage: Stage) -> None:
    stage.twilio.phones.text(JANE, OURS, "stop")
    assert await stage.refused() == 21610
    assert (await stage.statuses(from_=TOLL_FREE))[-1] == ("delivered", None)


async def test_advanced_opt_out_names_the_kind_and_covers_the_service(stage: Stage) -> None:
    for word in ("stop", "help", "start", "Hello"):
        stage.twilio.phones.text(JANE, SECOND, word)
    await stage.settled()
    assert [form.get("OptOutType") for form in stage.bot.inbound] == ["STOP", "HELP", "START", None]
    assert {form["MessagingServiceSid"] for form in stage.bot.inbound} == {SERVICE}
    stage.twilio.phones.text(JANE, SECOND, "stop")
    message = await stage.refused(messaging_service_sid=SERVICE)
    assert message == 21610


async def test_toll_free_knows_the_network_words_only(stage: Stage) -> None:
    stage.twilio.phones.text(JANE, TOLL_FREE, "quit")
    assert (await stage.statuses(from_=TOLL_FREE))[-1] == ("delivered", None)
    stage.twilio.phones.text(JANE, TOLL_FREE, "stop")
    assert await stage.refused(from_=TOLL_FREE) == 21610
    stage.twilio.phones.text(JANE, TOLL_FREE, "yes")
    assert await stage.refused(from_=TOLL_FREE) == 21610
    stage.twilio.phones.text(JANE, TOLL_FREE, "unstop")
    assert (await stage.statuses(from_=TOLL_FREE))[-1] == ("delivered", None)


async def test_whatsapp_has_no_keywords(stage: Stage) -> None:
    stage.twilio.phones.text(JANE, OURS, "STOP", "whatsapp")
    await stage.settled()
    assert len(stage.twilio.phones.conversation(JANE)) == 1
    last = (await stage.statuses(to=f"whatsapp:{JANE}", from_=f"whatsapp:{OURS}"))[-1]
    assert last == ("delivered", None)


async def test_the_sandbox_keeps_strangers_and_its_own_words_from_the_bot(stage: Stage) -> None:
    for words in ("Hello?", "join wrong-words", "Join  tidy-otter", "Hello", "stop", "Hello again"):
        stage.twilio.phones.text(JANE, WHATSAPP_SANDBOX_NUMBER, words, "whatsapp")
    await stage.settled()
    assert [form["Body"] for form in stage.bot.inbound] == ["Hello"]
    answers = [m["body"] for m in stage.twilio.phones.conversation(JANE) if m["direction"] == "in"]
    assert len(answers) == 5


@pytest.mark.parametrize(
    ("body", "media_type", "texts"),
    [
        ("", "text/plain", []),
        ("<Response/>", "text/xml", []),
        ("<Response><Message>Thanks</Message></Response>", "application/xml", ["Thanks"]),
        (
            "<Response><Message>\n <Body>One</Body>\n</Message><Message>Two</Message></Response>",
            "text/xml",
            ["One", "Two"],
        ),
        ("OK", "text/plain", ["OK"]),
    ],
)
async def test_what_the_bot_answers_is_sent(
    stage: Stage, body: str, media_type: str, texts: list[str]
) -> None:
    stage.bot.answer = lambda _hook: Response(body, media_type=media_type)
    stage.twilio.phones.text(JANE, OURS, "Hi")
    await stage.settled()
    received = [m["body"] for m in stage.twilio.phones.conversation(JANE) if m["direction"] == "in"]
    assert sorted(received) == sorted(texts)
    assert stage.twilio.alerts == []


@pytest.mark.parametrize(
    ("body", "media_type", "code"),
    [
        ("{}", "application/json", 12300),
        ("<Response>", "text/xml", 12100),
        ("<Answer/>", "text/xml", 12100),
        ('<!DOCTYPE a [<!ENTITY b "c">]><Response/>', "text/xml", 12100),
    ],
)
async def test_an_answer_twilio_cannot_use_is_an_alert(
    stage: Stage, body: str, media_type: str, code: int
) -> None:
    stage.bot.answer = lambda _hook: Response(body, media_type=media_type)
    sid = stage.twilio.phones.text(JANE, OURS, "Hi")
    await stage.settled()
    assert [(alert.code, alert.sid) for alert in stage.twilio.alerts] == [(code, sid)]


async def test_a_second_answer_to_stop_is_seen_and_not_sent(stage: Stage) -> None:
    twiml = "<Response><Message>You are out.</Message></Response>"
    stage.bot.answer = lambda _hook: Response(twiml, media_type="text/xml")
    stage.twilio.phones.text(JANE, OURS, "stop")
    await stage.settled()
    assert [alert.code for alert in stage.twilio.alerts] == [21610]
    received = [m for m in stage.twilio.phones.conversation(JANE) if m["direction"] == "in"]
    assert len(received) == 1
