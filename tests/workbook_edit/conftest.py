"""Property tests look for wrong answers, not for slow ones: a busy machine fails nothing."""

from hypothesis import HealthCheck, settings

settings.register_profile("steady", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("steady")
