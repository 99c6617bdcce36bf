"""Feeds the importer what a coverage-guided fuzzer thinks of, by hand and for as long as wanted.

`pip install --group torture`, then `python tests/torture/fuzz_exports.py -max_total_time=120`; any
exception that leaves the importer ends it with the bytes that brought it about.
"""

import importlib
import sys
from typing import Any

NAMES = ("导出.csv", "导出.xls", "导出.xlsx", "导出.txt")


def main() -> None:
    """Fuzz until the time is up; the arguments are libFuzzer's."""
    atheris: Any = importlib.import_module("atheris")
    with atheris.instrument_imports(include=["sheetops.adapters.exports", "sheetops.rules"]):
        from sheetops.adapters.exports import read_export
        from sheetops.records.problems import Problem
        from sheetops.rules.importing.export import Export

    def feed(data: bytes) -> None:
        name = NAMES[data[0] % len(NAMES)] if data else NAMES[0]
        found = read_export(data[1:], name)
        assert isinstance(found, Export | Problem)

    atheris.Setup(sys.argv, feed)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
