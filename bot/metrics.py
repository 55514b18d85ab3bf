"""What is counted, for Prometheus. Labels name kinds of things, never a person, a number or a text."""

from collections.abc import Mapping

from prometheus_client import CollectorRegistry, Counter, Gauge, generate_latest


class Metrics:
    """The counters of one process, in a registry of their own, and what waits in the database."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.webhooks = Counter(
            "threadline_webhooks",
            "Requests from the provider, by what became of them.",
            ["route", "outcome"],
            registry=self.registry,
        )
        self._waiting = Gauge(
            "threadline_waiting",
            "Rows that wait: due messages, outbox items, Slack events, receipts and clients' texts, "
            "sends whose outcome is open, "
            "and what was given up.",
            ["queue"],
            registry=self.registry,
        )

    def page(self, waiting: Mapping[str, int]) -> bytes:
        """All counters in Prometheus' text format, version 0.0.4; ``waiting`` is the backlog by queue."""
        for queue, rows in waiting.items():
            self._waiting.labels(queue).set(rows)
        return generate_latest(self.registry)
