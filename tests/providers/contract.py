"""What every provider promises, as tests. A provider's own test inherits this and gives a ``world``."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.failure import Failure, FailureKind
from bot.domain.message import Media, Status
from bot.domain.template import Approval, Category, TemplateKind
from bot.domain.template_draft import TemplateDraft
from bot.ports import (
    Accepted,
    Forged,
    Found,
    LookUpFailed,
    Malformed,
    MediaFailed,
    NotFound,
    SubmitFailed,
    Submitted,
    WebhookRequest,
)
from tests.providers.world import World

NONE_KNOWN: frozenset[str] = frozenset()
BEFORE = timedelta(seconds=1)
CLIENT = "+12025550123"
DRAFT = TemplateDraft(
    name="see_you",
    language="en",
    category=Category.UTILITY,
    kind=TemplateKind.TEXT,
    body="Hi {{1}}, we see you tomorrow at {{2}} as agreed.",
    samples=(("1", "Jane"), ("2", "nine")),
)


def assert_worded(failure: Failure) -> None:
    """The words are short, whole sentences, and name nobody's number."""
    for words in (failure.reason, failure.help):
        assert 0 < len(words) <= 140
        assert words.endswith((".", "?"))
        assert not re.search(r"\+\d{5,}", words)


class ProviderContract:
    """Inherit it, and give a fixture ``world`` and, for the webhooks, one ``make_world`` without a server."""

    # --- files that clients send ------------------------------------------------------------------

    async def test_a_file_is_fetched_whole_and_within_the_bound(self, world: World) -> None:
        kept = world.kept_file(b"a picture")
        assert await world.provider.fetch_media(kept, 9) == b"a picture"
        with pytest.raises(MediaFailed) as caught:
            await world.provider.fetch_media(kept, 8)
        assert not caught.value.again

    async def test_a_file_that_the_vendor_refuses_us_is_told(self, world: World) -> None:
        with pytest.raises(MediaFailed) as caught:
            await world.refused.fetch_media(world.kept_file(b"a picture"), 100)
        assert caught.value.reason.endswith(".")

    @pytest.mark.parametrize("address", ["", "nonsense", "file:///etc/passwd", "http://127.0.0.1:2/x"])
    async def test_a_file_that_is_not_the_vendor_s_is_not_fetched(self, world: World, address: str) -> None:
        with pytest.raises(MediaFailed) as caught:
            await world.provider.fetch_media(Media(address, "image/jpeg"), 100)
        assert not caught.value.again

    # --- read and writing ----------------------------------------------------------------------------

    async def test_that_somebody_is_writing_is_shown_or_not_and_is_nobody_s_trouble(
        self, world: World
    ) -> None:
        for provider in (world.provider, world.refused, world.unreachable):
            assert await provider.show_typing("nobody", "nonsense") is False

    # --- sending -------------------------------------------------------------------------------------

    async def test_a_message_is_accepted_and_named(self, world: World) -> None:
        result = await world.provider.send(world.outgoing())
        assert isinstance(result, Accepted)
        assert result == Accepted(world.taken()[0], Status.ACCEPTED)
        assert world.attempts() == 1

    async def test_when_throttled_nothing_is_sent_and_the_wait_is_told(self, world: World) -> None:
        world.throttle_next(seconds=7)
        result = await world.provider.send(world.outgoing())
        assert isinstance(result, Failure)
        assert (result.kind, result.retry_after) == (FailureKind.RETRY, timedelta(seconds=7))
        assert (world.attempts(), world.taken()) == (1, [])
        assert_worded(result)

    @pytest.mark.parametrize("trouble", ["break_next", "cut_next", "silence_next"])
    async def test_what_may_have_been_sent_is_ambiguous_and_never_repeated(
        self, world: World, trouble: str
    ) -> None:
        getattr(world, trouble)()
        result = await world.provider.send(world.outgoing())
        assert isinstance(result, Failure)
        assert result.kind is FailureKind.AMBIGUOUS
        assert world.attempts() == 1
        assert_worded(result)

    async def test_what_never_left_may_be_tried_again(self, world: World) -> None:
        result = await world.unreachable.send(world.outgoing())
        assert isinstance(result, Failure)
        assert result.kind is FailureKind.RETRY
        assert world.attempts() == 0
        assert_worded(result)

    async def test_a_client_who_has_stopped_us_is_told_apart(self, world: World) -> None:
        result = await world.provider.send(world.opted_out())
        assert isinstance(result, Failure)
        assert result.kind is FailureKind.OPTED_OUT
        assert not result.person_may_retry
        assert_worded(result)

    async def test_wrong_credentials_are_the_accounts_trouble(self, world: World) -> None:
        result = await world.refused.send(world.outgoing())
        assert isinstance(result, Failure)
        assert result.kind is FailureKind.ACCOUNT
        assert world.taken() == []
        assert_worded(result)

    # --- templates that are made and deleted ----------------------------------------------------------

    async def test_a_template_is_made_handed_in_and_waits(self, world: World) -> None:
        made = await world.provider.submit_template(DRAFT)
        assert isinstance(made, Submitted)
        template = made.template
        assert (template.name, template.language, template.category) == ("see_you", "en", Category.UTILITY)
        assert (template.body, template.approval) == (DRAFT.body, Approval.PENDING)
        told = await world.provider.templates()
        assert told is not None
        assert template.id in {each.id for each in told}

    async def test_a_template_that_is_there_already_is_not_made_twice(self, world: World) -> None:
        made = [await world.provider.submit_template(DRAFT) for _ in range(2)]
        assert all(isinstance(each, Submitted) for each in made)
        assert made[0] == made[1]
        assert world.templates_there() == ["see_you"]

    @pytest.mark.parametrize("trouble", ["break_template", "cut_template"])
    async def test_what_became_of_a_template_is_found_out_before_it_is_made_again(
        self, world: World, trouble: str
    ) -> None:
        getattr(world, trouble)()
        first = await world.provider.submit_template(DRAFT)
        assert isinstance(first, SubmitFailed)
        assert first.ambiguous
        assert first.reason.endswith(".")
        assert isinstance(await world.provider.submit_template(DRAFT), Submitted)
        assert world.templates_there() == ["see_you"]

    async def test_another_template_of_that_name_is_not_taken_for_it(self, world: World) -> None:
        await world.provider.submit_template(DRAFT)
        other = await world.provider.submit_template(replace(DRAFT, body="Hi {{1}}, we open at nine."))
        assert isinstance(other, SubmitFailed)
        assert not other.ambiguous
        assert "name" in other.reason
        assert world.templates_there() == ["see_you"]

    async def test_the_same_name_in_another_language_is_another_template(self, world: World) -> None:
        for language in ("en", "es"):
            made = await world.provider.submit_template(replace(DRAFT, language=language))
            assert isinstance(made, Submitted)
        assert world.templates_there() == ["see_you", "see_you"]

    async def test_a_template_that_cannot_be_handed_over_is_tried_again(self, world: World) -> None:
        failed = await world.unreachable.submit_template(DRAFT)
        assert isinstance(failed, SubmitFailed)
        assert failed.ambiguous

    async def test_a_template_is_deleted_once_and_for_all(self, world: World) -> None:
        made = await world.provider.submit_template(DRAFT)
        assert isinstance(made, Submitted)
        for _ in range(2):
            assert await world.provider.delete_template(made.template) is None
        assert world.templates_there() == []

    async def test_a_template_that_cannot_be_deleted_says_so(self, world: World) -> None:
        made = await world.provider.submit_template(DRAFT)
        assert isinstance(made, Submitted)
        for provider, again in ((world.unreachable, True), (world.refused, False)):
            failed = await provider.delete_template(made.template)
            assert isinstance(failed, SubmitFailed)
            assert failed.ambiguous is again
        assert world.templates_there() == ["see_you"]

    # --- looking up a lost answer --------------------------------------------------------------------

    async def test_a_message_whose_answer_was_lost_is_found(self, world: World) -> None:
        began, message = world.now() - BEFORE, world.outgoing()
        world.cut_next()
        await world.provider.send(message)
        found = await world.provider.look_up(message, began, NONE_KNOWN)
        assert isinstance(found, Found)
        assert found.receipt.provider_id == world.taken()[0]
        assert found.receipt.message_id == message.id
        assert found.receipt.provider == world.provider.name

    async def test_a_message_that_never_arrived_is_not_found(self, world: World) -> None:
        began, message = world.now() - BEFORE, world.outgoing()
        world.break_next()
        await world.provider.send(message)
        assert await world.provider.look_up(message, began, NONE_KNOWN) == NotFound()

    async def test_another_text_to_the_same_client_is_not_taken_for_it(self, world: World) -> None:
        began = world.now() - BEFORE
        await world.provider.send(world.outgoing("Something else."))
        assert await world.provider.look_up(world.outgoing(), began, NONE_KNOWN) == NotFound()

    async def test_the_same_text_sent_on_purpose_before_is_not_taken_for_it(self, world: World) -> None:
        began = world.now() - BEFORE
        earlier = await world.provider.send(world.outgoing())
        assert isinstance(earlier, Accepted)
        known = frozenset({earlier.provider_id})
        assert await world.provider.look_up(world.outgoing(), began, known) == NotFound()

    async def test_older_messages_do_not_count(self, world: World) -> None:
        await world.provider.send(world.outgoing())
        later = world.now() + timedelta(minutes=5)
        assert await world.provider.look_up(world.outgoing(), later, NONE_KNOWN) == NotFound()

    async def test_several_that_could_be_it_are_left_to_a_person(self, world: World) -> None:
        began = world.now() - BEFORE
        for _ in range(2):
            await world.provider.send(world.outgoing())
        found = await world.provider.look_up(world.outgoing(), began, NONE_KNOWN)
        assert isinstance(found, LookUpFailed)

    async def test_a_text_that_the_vendor_forgot_is_left_to_a_person(self, world: World) -> None:
        began, message = world.now() - BEFORE, world.outgoing()
        world.cut_next()
        await world.provider.send(message)
        world.forget_texts()
        assert isinstance(await world.provider.look_up(message, began, NONE_KNOWN), LookUpFailed)

    async def test_when_the_vendor_cannot_be_asked_it_says_so(self, world: World) -> None:
        world.break_look_ups()
        found = await world.provider.look_up(world.outgoing(), world.now() - BEFORE, NONE_KNOWN)
        assert isinstance(found, LookUpFailed)
        assert found.reason.endswith(".")
        lost = await world.unreachable.look_up(world.outgoing(), world.now() - BEFORE, NONE_KNOWN)
        assert isinstance(lost, LookUpFailed)

    # --- the account ---------------------------------------------------------------------------------

    async def test_the_check_is_silent_when_all_is_well(self, world: World) -> None:
        assert await world.provider.check() == []

    async def test_the_check_says_in_words_what_is_wrong(self, world: World) -> None:
        for provider in (world.refused, world.unreachable):
            [sentence] = await provider.check()
            assert sentence.endswith(".")

    async def test_prices_are_known_of_nothing_but_what_was_sent(self, world: World) -> None:
        began = world.now() - BEFORE
        await world.provider.send(world.outgoing())
        known = await world.provider.prices(began, world.now())
        assert known is not None
        assert set(known) <= set(world.taken())
        assert all(price.amount >= 0 for price in known.values())
        assert await world.unreachable.prices(began, world.now()) is None

    async def test_what_is_said_of_senders_is_said_of_our_own(self, world: World) -> None:
        reports = await world.provider.sender_states()
        assert reports is not None
        ours = {(sender.channel, sender.address) for sender in world.provider.senders}
        assert {(report.channel, report.address) for report in reports} <= ours
        assert await world.unreachable.sender_states() is None

    async def test_templates_are_told_or_it_is_said_that_nobody_answered(self, world: World) -> None:
        told = await world.provider.templates()
        assert told is not None
        assert len({each.id for each in told}) == len(told)
        assert await world.unreachable.templates() is None

    def test_every_sender_is_the_providers_own_and_has_a_pace(self, webhooks: World) -> None:
        provider = webhooks.provider
        assert provider.senders
        assert {sender.provider for sender in provider.senders} == {provider.name}
        assert all(sender.interval > timedelta(0) for sender in provider.senders)

    # --- webhooks ------------------------------------------------------------------------------------

    def test_an_incoming_message_is_read(self, webhooks: World) -> None:
        text = webhooks.provider.inbound(webhooks.inbound("Hi, is 3 pm fine? 👍", CLIENT), webhooks.now())
        assert (text.body, text.sender) == ("Hi, is 3 pm fine? 👍", CLIENT)
        assert text.provider == webhooks.provider.name
        assert text.provider_id
        assert text.to in {sender.address for sender in webhooks.provider.senders}

    @pytest.mark.parametrize("status", [Status.SENT, Status.DELIVERED, Status.READ, Status.FAILED])
    def test_a_receipt_is_read_and_carries_our_id(self, webhooks: World, status: Status) -> None:
        message = webhooks.outgoing()
        receipt = webhooks.provider.receipt(webhooks.receipt(message.id, status))
        assert receipt is not None
        assert (receipt.message_id, receipt.status) == (message.id, status)
        assert (receipt.failure is not None) == (status is Status.FAILED)
        if receipt.failure:
            assert_worded(receipt.failure)

    def test_a_receipt_without_our_id_is_still_one(self, webhooks: World) -> None:
        receipt = webhooks.provider.receipt(webhooks.receipt(None, Status.DELIVERED))
        assert receipt is not None
        assert receipt.message_id is None

    def test_what_is_not_signed_is_forged(self, webhooks: World) -> None:
        for request, read in _both(webhooks):
            with pytest.raises(Forged):
                read(replace(request, headers={}))

    def test_what_is_signed_for_another_address_is_forged(self, webhooks: World) -> None:
        for request, read in _both(webhooks):
            with pytest.raises(Forged):
                read(replace(request, url=request.url.replace("://", "://evil.", 1)))

    def test_what_is_empty_is_forged(self, webhooks: World) -> None:
        for request, read in _both(webhooks):
            with pytest.raises(Forged):
                read(replace(request, body=b""))

    def test_any_other_byte_is_forged(self, webhooks: World) -> None:
        for request, read in _both(webhooks):
            for at in range(len(request.body)):
                # A digit in the place of another character is as good a form as the one before.
                other = b"7" if request.body[at : at + 1] != b"7" else b"8"
                with pytest.raises(Forged):
                    read(replace(request, body=request.body[:at] + other + request.body[at + 1 :]))

    @given(body=st.binary(max_size=400), headers=st.dictionaries(st.text(), st.text(), max_size=4))
    def test_nothing_raises_anything_else(self, body: bytes, headers: dict[str, str]) -> None:
        webhooks = self.make_world()
        for request, read in _both(webhooks):
            for sent_headers in (headers, {**request.headers, **headers}):
                with pytest.raises((Forged, Malformed)):
                    read(replace(request, headers=sent_headers, body=body))

    def make_world(self) -> World:
        """A world whose webhooks work without anything being served. Each provider's test gives its own."""
        raise NotImplementedError

    @pytest.fixture
    def webhooks(self) -> World:
        return self.make_world()


def _both(world: World) -> list[tuple[WebhookRequest, Callable[[WebhookRequest], object]]]:
    return [
        (world.inbound("Hello", CLIENT), lambda request: world.provider.inbound(request, world.now())),
        (world.receipt(world.outgoing().id, Status.DELIVERED), world.provider.receipt),
    ]
