"""What the tests of clients' texts share."""

import pytest

from bot.flows.inbound import kept_texts as flow
from tests.flows.inbound.kept import BAD


@pytest.fixture
def faulty(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Applying a text that says one of these fails, for as long as this holds it."""
    faults, real = [BAD], flow.receive_in

    async def apply(ctx, uow, texts):  # type: ignore[no-untyped-def]
        await real(ctx, uow, texts)
        if any(text.body in faults for text in texts):
            raise ValueError("a fault of ours")

    monkeypatch.setattr(flow, "receive_in", apply)
    return faults
