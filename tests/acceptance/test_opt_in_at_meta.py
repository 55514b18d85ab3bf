"""The four answers to the opt-in message where WhatsApp goes straight to Meta."""

import pytest

from bot.sandbox.app import WhatsApp
from tests.acceptance.test_opt_in import (  # noqa: F401 - pytest finds them here.
    asks_first,
    carrier,
    pytestmark,
    test_a_no_is_obeyed_and_told_and_a_later_yes_opts_in,
    test_a_yes_lets_what_waited_go_and_is_kept_with_its_proof,
    test_who_is_not_on_whatsapp_gets_an_sms_by_one_press,
    test_who_is_silent_is_asked_again_by_a_person_and_what_waited_ends,
)


@pytest.fixture(scope="module")
def whatsapp() -> WhatsApp:
    return "meta"
