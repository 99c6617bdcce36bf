"""Start-up, and a run in which nothing changed, beside an empty Python."""

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path


def seconds(command: list[str], environment: dict[str, str], times: int) -> float:
    """Return the median seconds of the processor that a command takes, after one warm-up."""
    taken = []
    for turn in range(times + 1):
        before = of_children()
        subprocess.run(command, env=environment, capture_output=True, check=True)
        if turn:
            taken.append(of_children() - before)
    return statistics.median(taken)


def of_children() -> float:
    """Return the processor seconds of all commands so far; a busy machine does not stretch them."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def settle(command: list[str], environment: dict[str, str]) -> None:
    """Run until a run finds nothing changed: the first ones still have the day's work to do."""
    for _ in range(5):
        done = subprocess.run(command, env=environment, capture_output=True, check=True)
        if json.loads(done.stdout)["unchanged"]:
            return
    raise SystemExit("every run finds something changed")


def main() -> None:
    """Print one line for each command, with its ratio to `python -c pass`."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=9)
    options, _ = parser.parse_known_args()
    with tempfile.TemporaryDirectory() as folder:
        shop = str(Path(folder) / "shop")
        environment = {**os.environ, "SHEETOPS_STATE": str(Path(folder) / "state")}
        sheetops = [sys.executable, "-m", "sheetops"]
        subprocess.run([*sheetops, "demo", shop], env=environment, check=True, capture_output=True)
        settle([*sheetops, "run", "--shop", shop, "--json"], environment)
        floor = seconds([sys.executable, "-c", "pass"], environment, options.times)
        print(f"{'python -c pass':34} {floor:6.3f} s")
        for name, words in (
            ("sheetops --help", ["--help"]),
            ("sheetops run (nothing changed)", ["run", "--shop", shop]),
            ("sheetops status", ["status", "--shop", shop]),
        ):
            taken = seconds([*sheetops, *words], environment, options.times)
            print(f"{name:34} {taken:6.3f} s   {taken / floor:5.1f} × python")


if __name__ == "__main__":
    main()
