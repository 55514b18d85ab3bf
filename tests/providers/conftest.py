"""Settings for all provider tests."""

from hypothesis import HealthCheck, settings

# A busy machine is no failure: no example is judged by the time it takes. Every provider inherits the
# contract's tests and runs them by itself, which means no harm: no example is about one of them alone.
settings.register_profile(
    "untimed",
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.differing_executors],
)
settings.load_profile("untimed")
