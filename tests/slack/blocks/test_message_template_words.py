"""One of the team's templates in words."""

from bot.domain.message_template import MessageTemplate, Reach, Variant
from bot.slack.blocks.message_templates.words import excerpt
from tests.support.world import CLOCK_START


def of(content: str) -> str:
    return excerpt(MessageTemplate("T1", "Any", Reach.SMS, (Variant("", content),), 1, CLOCK_START))


def test_a_value_is_named_and_a_condition_left_out() -> None:
    words = (
        "Hi {{ client_name|first_name }}, see you.{% if company_phone %} Call {{ company_phone }}.{% endif %}"
    )
    assert of(words) == "> Hi [client name], see you. Call [company phone]."


def test_it_is_one_line_cut_where_it_is_long_and_harmless() -> None:
    assert of("Hi\n<!channel>") == "> Hi &lt;!channel&gt;"
    assert of("a" * 200) == f"> {'a' * 139}…"
    assert of("{{ {% }} {{") == "> {{ {% }} {{"
