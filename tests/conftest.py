"""What holds for every test: properties without a time limit, local state of its own."""

import os
import tempfile

from hypothesis import HealthCheck, settings

settings.register_profile("steady", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("steady")
# Property tests look for wrong answers, not for slow ones: a busy machine fails nothing.

os.environ["SHEETOPS_STATE"] = tempfile.mkdtemp(prefix="sheetops-tests-")
# No test may meet the shops of whoever runs it; many name a folder of their own besides.
