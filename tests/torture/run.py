"""Everything that takes minutes to prove that nothing is lost: `make torture`.

`--only kill,race` runs some of them; `--quick` all of them in small.
"""

import argparse
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.torture import (
    crash_points,
    kill_at_every_call,
    office,
    race,
    removal,
    share,
    small_disk,
    walks,
)

Trial = Callable[[bool], int]

TRIALS: dict[str, tuple[str, Trial]] = {
    "kill": (
        "killed, or an error, at every call of a publish that writes",
        lambda quick: kill_at_every_call.main(
            ["--every", "7", "--errors", "ENOSPC"] if quick else []
        ),
    ),
    "crashes": (
        "a whole run killed at every named crash point, and recovered twice",
        lambda quick: crash_points.main(["--only", "exchange"] if quick else []),
    ),
    "disk": ("a full disk, a read-only disk", lambda quick: small_disk.main()),
    "race": (
        "a person who saves all the time",
        lambda quick: race.main(["--publishes", "200" if quick else "3000"]),
    ),
    "walks": (
        "random days with old copies, power cuts and faster people",
        lambda quick: walks.main(["--days", "20" if quick else "200"]),
    ),
    "removal": (
        "rows taken out, compared with LibreOffice deleting them",
        lambda quick: removal.main(["--books", "30" if quick else "300"]),
    ),
    "share": (
        "Excel on a share (Samba)",
        lambda quick: share.main(["--rounds", "20" if quick else "150"]),
    ),
    "office": (
        "a person at a real LibreOffice",
        lambda quick: office.main(["--steps", "60" if quick else "220"]),
    ),
}


def main() -> int:
    """Run the trials and print how each ended; 1 when one failed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", default=",".join(TRIALS), help="names, separated by commas")
    parser.add_argument("--quick", action="store_true")
    options = parser.parse_args()
    results = {}
    for name in options.only.split(","):
        title, trial = TRIALS[name]
        print(f"\n== {name}: {title}", flush=True)
        began = time.monotonic()
        results[name] = trial(options.quick)
        verdict = "FAILED" if results[name] else "held"
        print(f"== {name}: {verdict} in {time.monotonic() - began:.0f} s", flush=True)
    return 1 if any(results.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
