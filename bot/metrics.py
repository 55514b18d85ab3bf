"""What is counted, for Prometheus. Labels name kinds of things, never a person, a number or a text."""

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest


class Metrics:
    """The counters of one process, in a registry of their own."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.webhooks = Counter(
            "threadline_webhooks",
            "Requests from providers and Slack, by what became of them.",
            ["route", "outcome"],
            registry=self.registry,
        )
        self.messages = Counter(
            "threadline_messages",
            "Messages that reached a status.",
            ["direction", "channel", "status"],
            registry=self.registry,
        )
        self.posts = Counter(
            "threadline_slack_posts",
            "Writes to Slack, by kind and by what became of them.",
            ["kind", "outcome"],
            registry=self.registry,
        )
        self.waiting = Gauge(
            "threadline_waiting", "Rows that are due and not done yet.", ["queue"], registry=self.registry
        )
        self.commits = Histogram(
            "threadline_commit_items",
            "Items that one grouped commit held.",
            ["kind"],
            buckets=(1, 2, 4, 8, 16, 32, 64, 128, 256),
            registry=self.registry,
        )
        self.sending = Histogram(
            "threadline_send_seconds",
            "Time from asking a provider to its answer.",
            ["provider"],
            buckets=(0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30),
            registry=self.registry,
        )

    def page(self) -> bytes:
        """All counters in Prometheus' text format, version 0.0.4."""
        return generate_latest(self.registry)
