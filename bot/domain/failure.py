"""Why a send did not succeed, classified once where the provider answers, and worded for people."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum


class FailureKind(StrEnum):
    """What follows from a failure."""

    RETRY = "retry"  # Surely not sent; try again by ourselves, after ``retry_after`` if given.
    RETRY_ONCE = "retry_once"  # Accepted and then undelivered; one more try, then it is final.
    WAIT = "wait"  # Surely not sent, and not before ``retry_after`` has passed (a daily cap, quiet hours).
    FINAL = "final"  # Never to this address, or never this message.
    OPTED_OUT = "opted_out"  # The client has stopped us at the provider: suppress the address.
    ACCOUNT = "account"  # Our own account or sender must be mended first; a person may retry then.
    AMBIGUOUS = (
        "ambiguous"  # The provider may have taken it: ask it, then ask a person; never resend blindly.
    )


class RecipientFault(StrEnum):
    """Why an address can never be reached on a channel, as the carrier has told us."""

    LANDLINE = "landline"
    NOT_ON_WHATSAPP = "not_on_whatsapp"
    NOT_IN_USE = "not_in_use"


@dataclass(frozen=True)
class Failure:
    """A classified failure.

    ``reason`` says in a sentence what happened, ``help`` what to do next; both are shown to people and
    hold no address, text or secret. ``code`` is the provider's own code, if it gave one.
    """

    kind: FailureKind
    reason: str
    help: str = ""
    code: str | None = None
    retry_after: timedelta | None = None
    # What it says of the address for good, so that nobody is charged for finding it out again.
    recipient: RecipientFault | None = None
    # The client has not written for so long that only an approved template would be taken.
    needs_template: bool = False
    # The client has not joined the test number it was sent from.
    not_joined: bool = False

    @property
    def person_may_retry(self) -> bool:
        """Whether a *Retry* button can help: not where the answer would be the same for ever."""
        return self.kind not in {FailureKind.FINAL, FailureKind.OPTED_OUT}
