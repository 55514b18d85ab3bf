"""Money: an exact amount with its currency. Stored as whole millionths: a text costs parts of a cent."""

from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal

MICROS = 1_000_000


@dataclass(frozen=True)
class Money:
    """An amount in a currency (ISO 4217)."""

    amount: Decimal
    currency: str = "USD"

    @classmethod
    def of_micros(cls, micros: int, currency: str = "USD") -> "Money":
        """The amount that so many millionths are."""
        return cls(Decimal(micros) / MICROS, currency)

    @property
    def micros(self) -> int:
        """The amount in millionths, rounded half to even."""
        return int((self.amount * MICROS).to_integral_value(ROUND_HALF_EVEN))

    @property
    def shown(self) -> str:
        """As people read it: cents for what costs cents, more digits below: ``$0.0079``, ``$12.40``."""
        whole = self.amount.quantize(Decimal("0.01"))
        exact = whole if abs(self.amount) >= 1 or whole == self.amount else self.amount.normalize()
        sign = {"USD": "$", "EUR": "€", "GBP": "£"}.get(self.currency)
        return f"{sign}{exact:,f}" if sign else f"{exact:,f} {self.currency}"

    def __add__(self, other: "Money") -> "Money":
        """The sum. Raises ValueError for two currencies: nobody could say what it is."""
        if other.currency != self.currency:
            raise ValueError(f"{self.currency} and {other.currency} cannot be added.")
        return Money(self.amount + other.amount, self.currency)
