"""Says in a sentence for people why a file was not had. Who kept the file gives the sentences."""

from dataclasses import dataclass

from bot.downloads.follow import NotHad, Why


@dataclass(frozen=True)
class Words:
    """A sentence for each way; ``{mb}`` in ``large`` is the bound, ``{status}`` in ``refused`` is HTTP's.

    ``gone``: there is no such file. ``closed``: it is not given to whoever asked as we did.
    """

    elsewhere: str
    slow: str
    away: str
    large: str
    gone: str
    closed: str
    refused: str

    def of(self, not_had: NotHad, most_bytes: int) -> str:
        """The sentence for this failure; ``most_bytes`` was the bound."""
        match not_had.why:
            case Why.ELSEWHERE:
                return self.elsewhere
            case Why.SLOW:
                return self.slow
            case Why.AWAY:
                return self.away
            case Why.LARGE:
                return self.large.format(mb=f"{most_bytes / 1_000_000:,.3g}")
            case Why.REFUSED:
                return self._refusal(not_had.status)

    def _refusal(self, status: int) -> str:
        if status in {404, 410}:
            return self.gone
        if status in {401, 403}:
            return self.closed
        return self.refused.format(status=status)
