"""A notice survives the outbox, whatever it holds."""

import json
from datetime import UTC, datetime

import pytest

from bot.domain.thread import Notice, Offer, OfferKind
from bot.flows.threads import items
from bot.flows.threads.notices import notice_as_json, read_notice
from tests.flows.harness import Team
from tests.support.world import INBOX

AT = datetime(2026, 11, 21, 13, 0, tzinfo=UTC)
OFFERS = tuple(Offer(kind, "M1") for kind in OfferKind)


@pytest.mark.parametrize("notice", [Notice("Not sent."), Notice("Held.", goes_at=AT, offers=OFFERS)])
def test_it_comes_out_as_it_went_in(notice: Notice) -> None:
    assert read_notice(json.loads(json.dumps(notice_as_json(notice)))) == notice


async def test_it_is_told_with_its_offers(team: Team) -> None:
    notice = Notice("Held.", goes_at=AT, offers=OFFERS)
    async with team.ctx.store.write(team.workspace_id) as uow:
        await uow.outbox.add([items.tell_notice("U1", INBOX, "1.1", notice, "key")], team.clock.now())
    await team.work()
    assert team.slack.said == [notice]
