"""Settings for all provider tests."""

from hypothesis import HealthCheck, settings

# A busy machine is no failure: no example is judged by the time it takes.
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")
