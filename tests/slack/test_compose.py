"""Writing to a client through the form, as a person does it in Slack."""

from tests.slack.conftest import CLIENTS, GENERAL, MAYA, SECOND_SMS, SMS, WHATSAPP, Build, World


async def test_command_opens_form_filled_in(world: World) -> None:
    await world.add_client()
    answer = await world.slack.people.command(MAYA, GENERAL, "/sms", "Jane Doe Hello & welcome")
    assert answer.ok
    view = world.slack.people.open_view(MAYA)
    assert view is not None
    assert view.state["body"]["compose_body"]["value"] == "Hello & welcome"
    print(view.blocks)
