"""views.*: trigger ids, the stack, hashes, external ids, App Homes."""

from typing import Any

from tests.sandbox.slack.conftest import GENERAL, MAYA, SAM, Build, World


def plain(text: str) -> dict[str, Any]:
    return {"type": "plain_text", "text": text}


def text_input(**more: Any) -> dict[str, Any]:
    element = {"type": "plain_text_input", "action_id": "text", **more}
    return {"type": "input", "block_id": "body", "label": plain("Text"), "element": element}


def modal(*blocks: dict[str, Any], **more: Any) -> dict[str, Any]:
    view = {"type": "modal", "title": plain("Text a client"), "submit": plain("Send"), "blocks": list(blocks)}
    return {**view, **more}


async def trigger(world: World, user: str = MAYA) -> str:
    await world.slack.people.command(user, GENERAL, "/sms")
    return str(world.double.of("command")[-1].body["trigger_id"])


async def opened(world: World, view: dict[str, Any]) -> str:
    answer = await world.client.views_open(trigger_id=await trigger(world), view=view)
    return str(answer["view"]["id"])


async def test_a_modal_opens_for_whom_the_trigger_is(world: World) -> None:
    answer = await world.client.views_open(
        trigger_id=await trigger(world), view=modal(text_input(initial_value="Hi"), callback_id="send")
    )
    view = answer["view"]
    assert view["state"]["values"] == {"body": {"text": {"type": "plain_text_input", "value": "Hi"}}}
    assert (view["callback_id"], view["root_view_id"]) == ("send", view["id"])
    shown = world.slack.people.open_view(MAYA)
    assert shown is not None
    assert shown.id == view["id"]
    assert world.slack.people.open_view(SAM) is None


async def test_triggers_are_good_once_and_for_three_seconds(world: World) -> None:
    used = await trigger(world)
    await world.client.views_open(trigger_id=used, view=modal())
    late = await trigger(world)
    world.clock.advance(3.1)

    async def refused(trigger_id: str) -> str:
        return await world.refused(world.client.views_open(trigger_id=trigger_id, view=modal()))

    assert await refused(used) == "exchanged_trigger_id"
    assert await refused(late) == "expired_trigger_id"
    assert await refused("1.2.3") == "invalid_trigger_id"


async def test_a_bad_view_leaves_the_trigger_good(world: World) -> None:
    trigger_id = await trigger(world)
    bad = world.client.views_open(trigger_id=trigger_id, view=modal({"type": "sektion"}))
    assert await world.refused(bad) == "invalid_arguments"
    missing = world.client.api_call("views.open", json={"trigger_id": trigger_id})
    assert await world.refused(missing) == "invalid_arguments"
    assert (await world.client.views_open(trigger_id=trigger_id, view=modal()))["ok"]


async def test_three_views_stack_and_no_more(world: World) -> None:
    early = world.client.views_push(trigger_id=await trigger(world), view=modal())
    assert await world.refused(early) == "not_found"
    root = await opened(world, modal())
    for _ in range(2):
        answer = await world.client.views_push(trigger_id=await trigger(world), view=modal())
        assert answer["view"]["root_view_id"] == root
    call = world.client.views_push(trigger_id=await trigger(world), view=modal())
    assert await world.refused(call) == "push_limit_reached"
    await world.slack.people.close_view(MAYA, answer["view"]["id"])
    assert len(world.slack.workspace.modals[MAYA]) == 2


async def test_an_update_keeps_what_was_typed_where_the_ids_stay(world: World) -> None:
    view_id = await opened(world, modal(text_input()))
    await world.slack.people.type_text(MAYA, view_id, "body", "text", "Half a sentence")
    answer = await world.client.views_update(view_id=view_id, view=modal(text_input(), text_two()))
    values = answer["view"]["state"]["values"]
    assert values["body"]["text"]["value"] == "Half a sentence"
    assert values["other"]["text"]["value"] is None


def text_two() -> dict[str, Any]:
    return {**text_input(), "block_id": "other"}


async def test_an_old_hash_conflicts(world: World) -> None:
    answer = await world.client.views_open(trigger_id=await trigger(world), view=modal())
    view = answer["view"]
    await world.client.views_update(view_id=view["id"], hash=view["hash"], view=modal())
    call = world.client.views_update(view_id=view["id"], hash=view["hash"], view=modal())
    assert await world.refused(call) == "hash_conflict"


async def test_views_are_found_by_external_id_which_is_one_views_only(world: World) -> None:
    await opened(world, modal(external_id="mine"))
    answer = await world.client.views_update(external_id="mine", view=modal(external_id="mine"))
    assert answer["view"]["external_id"] == "mine"
    call = world.client.views_push(trigger_id=await trigger(world), view=modal(external_id="mine"))
    assert await world.refused(call) == "duplicate_external_id"


async def test_what_an_update_is_refused_for(world: World) -> None:
    assert await world.refused(world.client.views_update(view_id="V0", view=modal())) == "not_found"
    nothing = world.client.api_call("views.update", json={"view": modal()})
    assert await world.refused(nothing) == "invalid_arguments"
    view_id = await opened(world, modal())
    await world.slack.people.close_view(MAYA, view_id)
    assert await world.refused(world.client.views_update(view_id=view_id, view=modal())) == "not_found"


async def test_a_home_is_published_to_one_person(world: World) -> None:
    home = {"type": "home", "blocks": [{"type": "divider"}]}
    first = await world.client.views_publish(user_id=MAYA, view=home)
    second = await world.client.views_publish(user_id=MAYA, view=home, hash=first["view"]["hash"])
    assert first["view"]["id"] == second["view"]["id"]
    stale = world.client.views_publish(user_id=MAYA, view=home, hash=first["view"]["hash"])
    assert await world.refused(stale) == "hash_conflict"
    nobody = world.client.views_publish(user_id="U0NOBODY", view=home)
    assert await world.refused(nobody) == "user_not_found"
    world.slack.people.open_home(MAYA)
    await world.slack.settle()
    assert world.double.events("app_home_opened")[0]["view"]["id"] == first["view"]["id"]
    assert world.slack.workspace.snapshot(SAM)["home"] is None


async def test_a_home_needs_its_tab(build: Build) -> None:
    world = await build(without=("home",))
    call = world.client.views_publish(user_id=MAYA, view={"type": "home", "blocks": []})
    assert await world.refused(call) == "not_enabled"
