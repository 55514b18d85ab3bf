"""What can go wrong between us and a provider, told apart by whether the request can have arrived."""

from datetime import timedelta


class NotSent(Exception):
    """No connection was made: the request surely did not arrive."""


class AnswerLost(Exception):
    """The request left and no usable answer came: it may have been carried out."""


class Throttled(Exception):
    """The provider answered 429: it did nothing. ``retry_after`` is what it asked for, if it did."""

    def __init__(self, code: int | None, retry_after: timedelta | None) -> None:
        super().__init__(f"429, code {code}")
        self.code = code
        self.retry_after = retry_after
