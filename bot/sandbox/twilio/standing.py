"""Whether the account and its numbers may send: suspension, toll-free verification, 10DLC registration."""

from dataclasses import dataclass, field
from typing import Literal

from bot.sandbox.twilio.config import SandboxSender

AccountStatus = Literal["active", "suspended", "closed"]
VerificationStatus = Literal["PENDING_REVIEW", "IN_REVIEW", "TWILIO_APPROVED", "TWILIO_REJECTED"]
CampaignStatus = Literal["PENDING", "IN_PROGRESS", "VERIFIED", "FAILED", "SUSPENDED"]

# Where the carriers ask for the one and for the other.
_TOLL_FREE_REGIONS = frozenset({"US", "CA"})
_CAMPAIGN_REGIONS = frozenset({"US"})


@dataclass(frozen=True)
class Verification:
    """What became of a toll-free number's request; a rejection has a reason."""

    status: VerificationStatus
    reason: str | None = None


_APPROVED = Verification("TWILIO_APPROVED")


@dataclass
class Standing:
    """Everything is in order until it is told otherwise."""

    account: AccountStatus = "active"
    # By number; None stands for a number nobody has asked a verification for.
    _verifications: dict[str, Verification | None] = field(default_factory=dict)
    # By Messaging Service.
    _campaigns: dict[str, CampaignStatus] = field(default_factory=dict)
    _unregistered: set[str] = field(default_factory=set)

    def verify(self, number: str, status: VerificationStatus, reason: str | None = None) -> None:
        """Set where a toll-free number's verification stands."""
        self._verifications[number] = Verification(status, reason)

    def never_verified(self, number: str) -> None:
        """A toll-free number without any request."""
        self._verifications[number] = None

    def verification(self, sender: SandboxSender) -> Verification | None:
        """A toll-free number's verification, None without one."""
        return self._verifications.get(sender.number, _APPROVED)

    def set_campaign(self, service: str, status: CampaignStatus) -> None:
        """Set where a Messaging Service's 10DLC campaign stands."""
        self._campaigns[service] = status

    def campaign(self, service: str) -> CampaignStatus:
        """Where a Messaging Service's 10DLC campaign stands."""
        return self._campaigns.get(service, "VERIFIED")

    def unregister(self, number: str) -> None:
        """A local number that belongs to no 10DLC campaign."""
        self._unregistered.add(number)

    def restore(self) -> None:
        """Everything is in order again."""
        self.account = "active"
        self._verifications.clear()
        self._campaigns.clear()
        self._unregistered.clear()

    def block(self, sender: SandboxSender, region: str | None) -> int | None:
        """The code with which the carriers of ``region`` turn this sender's texts away, None when not."""
        if sender.kind == "toll_free" and region in _TOLL_FREE_REGIONS:
            return None if self.verification(sender) == _APPROVED else 30032
        if sender.kind == "long_code" and region in _CAMPAIGN_REGIONS:
            return None if self._registered(sender) else 30034
        return None

    def _registered(self, sender: SandboxSender) -> bool:
        if sender.number in self._unregistered:
            return False
        return sender.service_sid is None or self.campaign(sender.service_sid) == "VERIFIED"
