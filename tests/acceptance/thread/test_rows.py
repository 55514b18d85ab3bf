"""What was decided about the thread, row by row and clause by clause, with the tests that show it."""

import ast
from pathlib import Path

import pytest

TESTS = Path(__file__).parents[2]
_THREAD, _ACCEPTANCE, _FLOWS = "acceptance/thread/", "acceptance/", "flows/"

ROWS: dict[str, dict[str, str]] = {
    "one permanent thread per client": {
        "one for all channels": _THREAD + "test_one_thread.py::test_there_is_one_thread_whatever_the_channel",
        "in the channel that a rule names": _ACCEPTANCE
        + "test_routing.py::test_a_private_channel_gets_the_threads_of_a_number_and_answers_them",
        "schedule": _ACCEPTANCE
        + "test_scheduled.py::test_its_time_is_changed_and_it_is_taken_back_under_its_post",
        "template": _ACCEPTANCE
        + "test_templates.py::test_the_card_s_button_sends_one_with_buttons_and_an_answer_opens_the_window",
        "the card": _THREAD + "test_one_thread.py::test_the_card_says_who_it_is_and_where_things_stand",
        "after a long silence": _THREAD
        + "test_one_thread.py::test_after_a_long_silence_it_goes_on_under_a_fresh_card_linked_both_ways",
        "by the team's own text": _THREAD
        + "test_one_thread.py::test_a_text_from_the_form_ends_the_silence_too",
        "when the root is gone": _THREAD
        + "test_one_thread.py::test_in_place_of_a_deleted_card_a_fresh_one_tells_what_was_said",
        "gone unheard": _ACCEPTANCE + "test_lost_cards.py::test_deleted_unheard_the_next_text_finds_out",
        "when the channel is gone": _THREAD
        + "test_one_thread.py::test_out_of_an_archived_channel_it_goes_on_in_the_inbox",
        "after a long silence, once unmuted": _FLOWS
        + "clients/test_spam.py"
        + "::test_after_a_long_silence_what_came_is_shown_under_a_fresh_card_linked_both_ways",
        "after a long silence, what came meanwhile": _FLOWS
        + "inbound/test_one_way.py"
        + "::test_after_a_long_silence_what_came_stands_under_a_fresh_card_and_is_told_once",
        "after a long silence, a question of last resort": _FLOWS
        + "inbound/test_kept_opt_outs.py::test_after_a_long_silence_they_are_asked_about_under_a_fresh_card",
        "through a kill": _THREAD + "test_kills.py::test_a_thread_that_goes_on_is_whole_after_kills",
    },
    "a reply in the thread goes to the client": {
        "deleted in time": _ACCEPTANCE + "test_undo.py::test_deleted_in_time_it_does_not_go",
        "changed in time": _ACCEPTANCE + "test_undo.py::test_edited_in_time_the_new_words_go_and_only_those",
        "deleted afterwards": _ACCEPTANCE + "test_undo.py::test_deleted_after_it_went_the_author_is_told",
        "a correction": _THREAD
        + "test_replies.py::test_of_a_text_that_has_gone_a_correction_can_be_sent",
        "no time to undo": _FLOWS
        + "inbound/test_thread_events.py::test_without_an_undo_window_a_reply_goes_at_once",
        "under an old card": _THREAD
        + "test_one_thread.py::test_a_reply_under_the_old_card_goes_and_the_new_thread_tells_of_it",
        "held, and let go after a fresh card": _THREAD
        + "test_one_thread.py::test_a_held_reply_let_go_after_a_fresh_card_is_told_of_in_the_new_thread",
    },
    "notes stay inside": {
        "what begins like one": _ACCEPTANCE + "test_threads.py::test_a_note_stays_inside",
        "while paused": _THREAD + "test_replies.py::test_while_the_relay_is_paused_everything_stays_inside",
        "behind a mention": _THREAD
        + "test_replies.py::test_what_begins_with_a_mention_is_held_until_its_author_says",
    },
    "receipts are reactions": {
        "delivered, in any order": _ACCEPTANCE
        + "test_receipts.py::test_late_doubled_and_out_of_order_they_end_where_they_should",
        "added, read, and only a failure posts": _THREAD
        + "test_replies.py::test_marks_are_added_as_a_reply_goes_its_way",
        "a failure explained": _ACCEPTANCE + "test_receipts.py::test_what_is_not_delivered_is_explained",
        "retry only where it helps": _ACCEPTANCE
        + "test_twilio_refusals.py::test_a_refusal_is_explained_to_its_author",
        "retry": _ACCEPTANCE + "test_twilio_refusals.py::test_retry_after_a_refusal_that_was_mended",
        "send as SMS": _ACCEPTANCE
        + "test_twilio_refusals.py::test_what_whatsapp_does_not_deliver_goes_by_sms_at_a_press",
        "use a template": _ACCEPTANCE
        + "test_templates.py::test_a_reply_after_a_day_is_refused_and_a_template_goes_in_its_place",
        "fix number": _ACCEPTANCE
        + "test_page.py::test_a_landline_is_explained_and_offers_no_retry_but_to_fix_the_number",
    },
    "attachments": {
        "every file of a text": _ACCEPTANCE
        + "test_media.py::test_every_file_of_a_text_arrives_in_the_thread",
        "failures named": _ACCEPTANCE
        + "test_media.py::test_a_file_that_twilio_has_no_more_is_named_and_the_text_stands",
        "hostile": _ACCEPTANCE
        + "test_media.py::test_what_is_not_what_it_says_is_shown_as_what_it_is_and_a_bomb_is_named",
        "on a signed link": _ACCEPTANCE
        + "test_media.py::test_a_teammate_s_picture_is_on_the_client_s_phone_under_a_link_for_the_provider",
        "shrunk": _ACCEPTANCE + "test_media.py::test_a_picture_that_is_too_large_is_made_smaller",
        "all or nothing": _ACCEPTANCE
        + "test_media.py::test_when_one_file_cannot_go_nothing_goes_and_its_author_is_told",
    },
    "text both ways": {
        "to the phone": _ACCEPTANCE
        + "test_threads.py::test_a_broadcast_reply_and_emoji_and_links_reach_the_phone_as_words",
        "from the phone": _ACCEPTANCE
        + "test_client_texts.py::test_it_is_shown_as_written_and_pings_nobody",
    },
    "who speaks": {
        "the client's name": _THREAD
        + "test_who_speaks.py::test_texts_carry_the_client_s_name_or_it_stands_before_them",
        "who may not send": _THREAD + "test_replies.py::test_who_may_not_send_is_told_so_and_nothing_goes",
        "another app": _ACCEPTANCE
        + "test_threads.py::test_another_bot_in_the_thread_does_not_write_to_the_client",
    },
    "claiming": {
        "the first reply and the second person": _THREAD
        + "test_owning.py::test_the_first_reply_claims_and_a_second_person_is_asked",
        "close and reopen": _THREAD
        + "test_owning.py::test_what_is_closed_opens_again_when_the_client_writes",
        "put off": _THREAD + "test_owning.py::test_what_is_put_off_comes_back_when_the_client_writes",
    },
    "unknown numbers": {
        "create, link, undo": _ACCEPTANCE
        + "test_unknown_numbers.py::test_it_is_created_linked_answered_and_parted_again",
        "spam": _ACCEPTANCE
        + "test_unknown_numbers.py::test_spam_is_muted_and_comes_back_with_what_was_written",
        "stop comes first": _ACCEPTANCE + "test_keywords.py::test_a_stranger_whose_first_word_is_stop",
        "no guess": _THREAD
        + "test_owning.py::test_several_who_may_be_it_are_offered_and_none_is_guessed",
    },
    "merges": {
        "preview, strictest consent, undo": _THREAD
        + "test_owning.py::test_a_merge_shows_what_would_be_and_the_strictest_consent_wins",
        "threads joined": _ACCEPTANCE
        + "test_unknown_numbers.py::test_it_is_created_linked_answered_and_parted_again",
    },
}  # fmt: skip

_ALL = [(row, clause, test) for row, clauses in ROWS.items() for clause, test in clauses.items()]


@pytest.mark.parametrize(("row", "clause", "test"), _ALL)
def test_each_clause_has_a_test(row: str, clause: str, test: str) -> None:
    path, _, name = test.partition("::")
    tree = ast.parse((TESTS / path).read_text("utf-8"))
    found = {node.name for node in tree.body if isinstance(node, ast.AsyncFunctionDef | ast.FunctionDef)}
    assert name in found, f"{row}: {clause}"
