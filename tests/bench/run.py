"""Runs every benchmark and prints its table: ratios against a peer measured in the same run."""

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent


def main(arguments: list[str]) -> int:
    """Run the benchmarks in this folder, one after the other; their options are passed on."""
    failed = 0
    for path in sorted(HERE.glob("bench_*.py")):
        print(f"\n== {path.stem.removeprefix('bench_').replace('_', ' ')} ==", flush=True)
        failed |= subprocess.run([sys.executable, path, *arguments], check=False).returncode
    return failed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
