"""Rows taken out of random workbooks, compared with LibreOffice deleting the same rows.

Every book holds a table with formulas of many kinds in it, below it and on another sheet. What
the editor makes of it must say, in LibreOffice, what LibreOffice makes of it itself; where the
editor refuses, LibreOffice must have written a ``#REF!``.
"""

import argparse
import json
import os
import random
import signal
import subprocess
import tempfile
from collections import Counter
from io import BytesIO
from pathlib import Path

import xlsxwriter

from sheetops.adapters.workbook.editing import EditRefused, RemoveRows, edit

PYTHON_WITH_UNO = "/usr/bin/python3"
_BROKEN = "#REF!"


class Office:
    """A LibreOffice without a screen, in a profile of its own."""

    def __init__(self, folder: Path, port: int) -> None:
        self.program = subprocess.Popen(
            [
                *("soffice", "--headless", "--norestore", "--nologo", "--nodefault"),
                f"--accept=socket,host=127.0.0.1,port={port};urp;",
                f"-env:UserInstallation=file://{folder / 'profile'}",
            ],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        script = Path(__file__).with_name("removal_office.py")
        self.hand = subprocess.Popen(
            [PYTHON_WITH_UNO, str(script), str(port)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def read(self, path: Path, rows: list[int]) -> dict[str, object]:
        """What the workbook says once LibreOffice has deleted the rows."""
        assert self.hand.stdin is not None
        assert self.hand.stdout is not None
        self.hand.stdin.write(json.dumps({"path": str(path), "sheet": "Cases", "rows": rows}))
        self.hand.stdin.write("\n")
        self.hand.stdin.flush()
        answer = json.loads(self.hand.stdout.readline())
        assert isinstance(answer, dict)
        return answer

    def end(self) -> None:
        """Close both programs."""
        self.hand.kill()
        os.killpg(self.program.pid, signal.SIGKILL)
        self.program.wait()


def random_book(chance: random.Random) -> tuple[bytes, int]:
    """A workbook, and how many rows its table has; headings stand in row 3."""
    stream = BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    sheet, other = book.add_worksheet("Cases"), book.add_worksheet("Other sheet")
    count = chance.randrange(2, 30)
    first, last = 4, 3 + count
    columns = [{"header": name} for name in ("No", "Qty", "Sum", "Note")]
    sheet.add_table(2, 0, last - 1, 3, {"name": "T", "columns": columns})
    for row in range(first, last + 1):
        sheet.write(row - 1, 0, f"TM{row:05d}")
        sheet.write(row - 1, 1, chance.randrange(100))
        if chance.random() < 0.8:
            sheet.write_formula(row - 1, 2, _row_formula(chance, row, first, last))
    sheet.write(last + 9, 0, "below everything that is named")
    for at in range(chance.randrange(8)):
        sheet.write_formula(last + 1 + at, chance.randrange(9), _far_formula(chance, first, last))
        other.write_formula(at, 0, _far_formula(chance, first, last, "Cases!"))
        other.write_formula(at, 1, f"'Other sheet'!A{at + 1}&\"A{first}\"")
    for at in range(chance.randrange(3)):
        name = f"Name_{at}"
        book.define_name(name, f"=Cases!$B${first}:$B${last - at * (count > 2)}")
        other.write_formula(10 + at, 3, f"=SUM({name})")
    book.close()
    return stream.getvalue(), count


def _row_formula(chance: random.Random, row: int, first: int, last: int) -> str:
    return chance.choice(
        [
            f"=B{row}*2",
            f"=$B{row}+1",
            f"=SUM(B${first}:B{row})",
            f"=SUM(B{row}:B${last})",
            f"=B{row}/SUM(B${first}:B${last})",
            f"=COUNTIF($B${first}:$B${last},B{row})",
            "=T[[#This Row],[Qty]]*3",
            f'=IF(B{row}>50,"B{row}",A{row})',
            f"=ROW()-{first}",
            f"=ROW(B{row})",
            f"=SUM(B{max(first, row - 1)}:B{min(last, row + 1)})",
            f"=INDEX(B:B,{row})*0+B{row}",
            f"=SUM({row}:{row})*0+B{row}" if chance.random() < 0.05 else f"=B{row}-1",
        ]
    )


def _far_formula(chance: random.Random, first: int, last: int, sheet: str = "") -> str:
    top, bottom = sorted(chance.randrange(first - 2, last + 4) for _ in range(2))
    return chance.choice(
        [
            f"=SUM({sheet}B{top}:B{bottom})",
            f"=COUNTA({sheet}$A${top}:$B{bottom})",
            f"={sheet}B{chance.choice([top, bottom])}",
            f"=SUM({sheet}B:B)*0+1",
            f"=COUNTA({sheet}{first - 3}:{first - 2})",
            "=SUM(T[Qty])",
            f'=VLOOKUP("TM{bottom:05d}",{sheet}$A${first}:$B${last},2,FALSE)',
        ]
    )


def _try(office: Office, folder: Path, chance: random.Random) -> str:
    """Take random rows out of a random book; how it ended."""
    data, count = random_book(chance)
    rows = sorted(chance.sample(range(4, 4 + count), chance.randrange(1, count)))
    before, after = folder / "before.xlsx", folder / "after.xlsx"
    before.write_bytes(data)
    theirs = office.read(before, rows)
    try:
        after.write_bytes(edit(data, [RemoveRows("Cases", "T", rows)]))
    except EditRefused as refusal:
        told = json.dumps(theirs)
        return "refused" if _BROKEN in told else f"refused without need: {refusal}"
    ours = office.read(after, [])
    if ours == theirs:
        return "same"
    return f"differs, rows {rows}: {_first_difference(ours, theirs)}"


def _first_difference(ours: object, theirs: object, path: str = "") -> str:
    if isinstance(ours, dict) and isinstance(theirs, dict):
        for key in theirs:
            if ours.get(key) != theirs[key]:
                return _first_difference(ours.get(key), theirs[key], f"{path}/{key}")
    if isinstance(ours, list) and isinstance(theirs, list) and len(ours) == len(theirs):
        for at, (one, other) in enumerate(zip(ours, theirs, strict=True)):
            if one != other:
                return _first_difference(one, other, f"{path}/{at}")
    return f"{path}: {ours!r} for {theirs!r}"


def main(arguments: list[str] | None = None) -> int:
    """Compare so many books; 1 when one came out different."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--books", type=int, default=300)
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    parser.add_argument("--port", type=int, default=22_740)
    options = parser.parse_args(arguments)
    print(f"seed {options.seed}", flush=True)
    endings: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as name:
        office = Office(Path(name), options.port)
        try:
            for number in range(options.books):
                ending = _try(office, Path(name), random.Random(f"{options.seed} {number}"))
                endings[ending.partition(":")[0].partition(",")[0]] += 1
                if ending not in ("same", "refused"):
                    print(f"  book {number}: {ending}", flush=True)
        finally:
            office.end()
    print(", ".join(f"{ending} {count}" for ending, count in endings.items()))
    return int(endings.keys() - {"same", "refused"} != set())


if __name__ == "__main__":
    raise SystemExit(main())
