"""Many random days at the desk, each printed by its seed when something was lost."""

import argparse
import os
import sys
import tempfile
from collections import Counter
from pathlib import Path

from tests.publish.walk import Day


def main(arguments: list[str] | None = None) -> int:
    """Walk them; 1 when anything was lost on any day."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--days", type=int, default=200)
    parser.add_argument("--steps", type=int, default=60)
    parser.add_argument("--first", type=int, default=1000, help="the first seed")
    options = parser.parse_args(arguments)
    memory = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
    steps: Counter[str] = Counter()
    failed = 0
    for seed in range(options.first, options.first + options.days):
        with tempfile.TemporaryDirectory(prefix="sheetops-walk-", dir=memory) as folder:
            day = Day(Path(folder), seed)
            day.walk(options.steps)
            lost = day.losses()
            day.desk.database.close()
        steps.update(day.steps)
        failed += bool(lost)
        for line in lost:
            print(f"  seed {seed}: {line}")
    for act, count in sorted(steps.items()):
        print(f"  {act:22} {count:6}")
    print(f"  {options.days} days, on {failed} of them something was lost")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
