"""The bot's own entry with less patience: settles doubts in seconds, so that a crash test ends in seconds.

Run as ``python -m tests.support.impatient run|web|worker``. Everything but the waiting times is the product.
"""

import sys
from datetime import timedelta

from bot import wiring
from bot.commands.prepare import run_async, settings_of
from bot.config import Settings
from bot.flows.context import Timing

TIMING = Timing(
    lease=timedelta(seconds=3),
    settle_first=timedelta(seconds=1),
    settle_again=timedelta(seconds=1),
    settle_give_up=timedelta(seconds=4),
    retry_undelivered=timedelta(seconds=1),
    outbox_lease=timedelta(seconds=3),
    post_interval=timedelta(milliseconds=20),
    until_mended=timedelta(seconds=1),
)


def main() -> None:
    """Run the parts that the command line names."""
    # A revoked token shows in /readyz when the vendors are asked next.
    wiring._ASK_VENDORS_EVERY = 1.0
    part = sys.argv[1]
    settings = settings_of(Settings)
    run_async(
        wiring.run(settings, web=part in {"run", "web"}, worker=part in {"run", "worker"}, timing=TIMING)
    )


if __name__ == "__main__":
    main()
