"""Serves one floor: ``python -m tests.benchmarks.floors twilio|bolt grouped|single``, set up by variables."""

import asyncio
import os
import sys
from typing import Any

import uvicorn
import uvloop

from tests.benchmarks.floors.bolt import bolt_app
from tests.benchmarks.floors.keeping import keeper
from tests.benchmarks.floors.twilio import twilio_app


async def _serve(which: str, how: str) -> None:
    keep = await keeper(os.environ["FLOOR_DATABASE"], grouped=how == "grouped")
    app: Any = (
        twilio_app(keep, os.environ["PUBLIC_URL"], os.environ["TWILIO_AUTH_TOKEN"])
        if which == "twilio"
        else bolt_app(keep, os.environ["SLACK_SIGNING_SECRET"])
    )
    config = uvicorn.Config(
        app, port=int(os.environ["PORT"]), log_config=None, access_log=False, lifespan="off"
    )
    await uvicorn.Server(config).serve()


if __name__ == "__main__":
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(_serve(*sys.argv[1:3]))
