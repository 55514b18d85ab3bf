"""What we call ourselves comes with the settings, in one statement."""

from dataclasses import replace

import pytest

from bot.domain.settings import ContentRules, DlpAction, DlpKind, DlpRule, WorkspaceSettings
from bot.storage.store import Store
from tests.storage.seeds import NOW

RULE = DlpRule("Order", DlpKind.PATTERN, DlpAction.WARN, DlpAction.BLOCK, r"ACME-\d{6}")


@pytest.mark.parametrize(("chosen", "business"), [("", "Harbor Clinic"), ("Harbor Dental", "Harbor Dental")])
async def test_the_business_is_the_one_chosen_or_the_workspace(
    store: Store, workspace_id: str, chosen: str, business: str
) -> None:
    async with store.write(workspace_id) as uow:
        assert (await uow.settings.load()).business == "Harbor Clinic"
        new = replace(WorkspaceSettings(), content=ContentRules(business=chosen))
        await uow.settings.save(new, 0, "U1", NOW)
        kept = await uow.settings.load()
    assert (kept.business, kept.workspace, kept.version) == (business, "Harbor Clinic", 1)


async def test_the_rules_for_what_must_not_travel_are_kept(store: Store, workspace_id: str) -> None:
    async with store.write(workspace_id) as uow:
        await uow.settings.save(replace(WorkspaceSettings(), dlp=(RULE,)), 0, "U1", NOW)
        assert (await uow.settings.load()).settings.dlp == (RULE,)
