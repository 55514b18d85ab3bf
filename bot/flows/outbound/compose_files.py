"""A text with files from the compose form: answered at once, its files made ready afterwards.

What can be said against it before is said in the form. What only the files themselves show is told to the
author directly, with the words, which stand nowhere else; nothing has been sent then.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.domain.channel import Channel
from bot.domain.replies import files_as_json, read_files
from bot.domain.thread import Notice
from bot.flows.context import Context
from bot.flows.outbound.attach import CannotAttach, check_before
from bot.flows.outbound.compose import Composed, ComposeRequest, Rejected, compose
from bot.flows.outbound.files_ready import NOTHING_WENT, files_ready
from bot.flows.outbound.made_of import as_json as made_of_as_json
from bot.flows.outbound.made_of import read_made_of
from bot.flows.outbound.route import NoRoute, choose_sender
from bot.flows.outbound.senders import sender_for
from bot.flows.threads import items
from bot.flows.threads.job import Effect, Job
from bot.storage.unit_of_work import UnitOfWork

_MOST_QUOTED = 1_000


async def compose_with_files(ctx: Context, workspace_id: str, request: ComposeRequest) -> Composed | Rejected:
    """Have it sent once its files are ready; or say why not, by field, as ``compose`` does."""
    try:
        async with ctx.store.read(workspace_id) as uow:
            sender = await sender_for(ctx, uow, request.channel, request.sender, request.client_id)
        # The files are made ready for it, so it is it that they go from.
        request = replace(request, sender=sender.address)
        check_before(ctx, request.channel, sender, request.files)
    except NoRoute as problem:
        return Rejected({"channel": str(problem)})
    except CannotAttach as why:
        return Rejected({"files": str(why)})
    if said := _refused_addresses(ctx, request):
        return Rejected({"file_url": said})
    foreseen = await compose(ctx, workspace_id, request, only_try=True)
    if isinstance(foreseen, Composed):
        async with ctx.store.write(workspace_id) as uow:
            item = items.compose_files(request.intent_key, as_json(request))
            await uow.outbox.add([item], ctx.clock.now())
    return foreseen


def _refused_addresses(ctx: Context, request: ComposeRequest) -> str:
    if ctx.media is None:
        return ""
    named = (each.url for each in request.files if each.on_web)
    said = (ctx.media.named_files(each).refusal(each) for each in named)
    return next((why for why in said if why), "")


async def send_composed(job: Job) -> Effect | None:
    """Make the files ready and send the text with them. Raises PostFailed when a file cannot be had now."""
    request = read_request(job.item.data)
    try:
        sender = choose_sender(job.ctx, request.channel, request.sender)
        media = await files_ready(job, request.channel, sender, request.files)
    except (CannotAttach, NoRoute) as why:
        return _told(job, request, str(why))
    # The same wish is the same message, so that doing this twice sends it once.
    outcome = await compose(job.ctx, job.workspace_id, replace(request, media=media))
    return _told(job, request, " ".join(outcome.errors.values())) if isinstance(outcome, Rejected) else None


def _told(job: Job, request: ComposeRequest, why: str) -> Effect:
    quoted = f" Your text was: “{request.body[:_MOST_QUOTED]}”" if request.body.strip() else ""
    notice = Notice(f"{NOTHING_WENT} {why}{quoted}")

    async def tell(uow: UnitOfWork) -> None:
        key = f"compose_files:{request.intent_key}"
        await uow.outbox.add([items.direct_notice(request.user, notice, key)], job.ctx.clock.now())

    return tell


def as_json(request: ComposeRequest) -> dict[str, Any]:
    """The form as the outbox keeps it."""
    return {
        "intent_key": request.intent_key,
        "user": request.user,
        "channel": request.channel.value,
        "sender": request.sender,
        "body": request.body,
        "client_id": request.client_id,
        "new_number": request.new_number,
        "new_name": request.new_name,
        "set_aside": sorted(request.set_aside),
        "why": request.why,
        "send_at": request.send_at.isoformat() if request.send_at else None,
        "files": files_as_json(request.files),
        "asks_consent": request.asks_consent,
        "made_of": made_of_as_json(request.made_of),
    }


def read_request(data: Mapping[str, Any]) -> ComposeRequest:
    """The form that an item holds."""
    read = {
        "channel": Channel(data["channel"]),
        "set_aside": frozenset(data["set_aside"]),
        "send_at": datetime.fromisoformat(data["send_at"]) if data["send_at"] else None,
        "files": read_files(data["files"]),
        # What was put there by a version before this one names none.
        "made_of": read_made_of(data.get("made_of")),
    }
    return ComposeRequest(**{**data, **read})
