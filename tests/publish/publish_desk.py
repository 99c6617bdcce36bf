"""A small shop on disk: a real workbook, jobs that write into it, a person who saves it."""

import io
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import xlsxwriter
from openpyxl import load_workbook

from sheetops.actions import AddRow, SetValue
from sheetops.adapters.state.database import Database
from sheetops.adapters.state.journal import Journal
from sheetops.adapters.workbook.publish import Outcome, Patience, publish
from sheetops.adapters.workbook.publish.tools import Tools, real_tools
from sheetops.adapters.workbook.versions import Versions
from sheetops.records.columns import Value
from sheetops.records.dictionary import SHEETS
from sheetops.records.references import NO_REFERENCES

NOW = datetime.fromisoformat("2026-11-23 10:00")
BOOK = "applications.xlsx"
CASE = "AS20261101-0001"
OTHER = "AS20261101-0002"
COLUMNS = (
    "case_id",
    "status",
    "level",
    "platform",
    "refund_no",
    "order_no",
    "freight_bearer",
    "remark",
    "issues",
    "next_step",
    "due_at",
    "sub_order_no",
)
Row = dict[str, object]


def application(number: int, **cells: object) -> Row:
    """A row as its cells show it, in the Chinese of the shop."""
    return {
        "case_id": f"AS20261101-{number:04}",
        "status": "待审核",
        "platform": "天猫",
        "refund_no": f"10620640754{number:04}",
        "order_no": f"330271028720308{number:04}",
        **cells,
    }


def workbook(
    rows: Sequence[Row], columns: Sequence[str] = COLUMNS, title: str = "申请登记"
) -> bytes:
    """A workbook as init makes it, in small: one sheet, bands on row 1, the table from row 2."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    sheet = book.add_worksheet(title)
    words = SHEETS["applications"].by_key
    body = [[row.get(key) for key in columns] for row in rows] or [[None] * len(columns)]
    sheet.add_table(
        1,
        0,
        1 + len(body),
        len(columns) - 1,
        {
            "name": "applications",
            "columns": [{"header": words[key].title.zh} for key in columns],
            "data": body,
        },
    )
    book.close()
    return stream.getvalue()


@dataclass
class Desk:
    """One shop on disk: `save` is what a person does, `publish` what the jobs do."""

    folder: Path
    database: Database
    journal: Journal
    now: datetime = NOW
    first: bytes = b""
    """The workbook as it was before anything happened, for the tests that look back."""
    tools: Tools = field(default_factory=lambda: real_tools("zh-CN", NO_REFERENCES))

    @property
    def path(self) -> Path:
        return self.folder / BOOK

    @property
    def versions(self) -> Versions:
        return Versions(self.folder / "versions")

    def save(self, rows: Sequence[Row], **how: Sequence[str] | str) -> bytes:
        data = workbook(rows, **how)  # type: ignore[arg-type] # columns and title
        self.put(data)
        return data

    def put(self, data: bytes) -> None:
        """Save as every spreadsheet program does: a new file, then a rename."""
        new = self.folder / "~person.tmp"
        new.write_bytes(data)
        os.replace(new, self.path)

    def set(self, key: str, column: str, wanted: Value, seen: Value = None) -> None:
        action = SetValue("applications", key, column, seen, wanted, BOOK)
        self.journal.add([action], self.now)

    def add(self, key: str, **values: Value) -> None:
        self.journal.add([AddRow("applications", key, values, BOOK)], self.now)

    def publish(self) -> Outcome:
        return publish(
            self.folder,
            BOOK,
            self.journal,
            "zh-CN",
            NO_REFERENCES,
            self.now,
            tools=self.tools,
            patience=Patience(pause=0),
        )

    def rows(self, data: bytes | None = None) -> list[Row]:
        """What a person sees: every row that has anything, blank cells left out."""
        book = load_workbook(io.BytesIO(self.path.read_bytes() if data is None else data))
        sheet = book.worksheets[0]
        keys = {column.title.zh: key for key, column in SHEETS["applications"].by_key.items()}
        heads = [keys.get(str(cell.value), str(cell.value)) for cell in sheet[2]]
        found: Iterator[Row] = (
            {head: value for head, value in zip(heads, values, strict=True) if value is not None}
            for values in sheet.iter_rows(min_row=3, values_only=True)
        )
        return [row for row in found if row]

    def row(self, key: str) -> Row:
        return next(row for row in self.rows() if row.get("case_id") == key)

    def states(self) -> Mapping[str, int]:
        rows = self.database.rows("SELECT state, count(*) AS n FROM patches GROUP BY state")
        return {row["state"]: row["n"] for row in rows}

    def strays(self) -> list[str]:
        """Names in the shop folder that should not be there once a publish is over."""
        return [name for name in os.listdir(self.folder) if name.startswith(".sheetops-")]


def open_desk(folder: Path) -> Desk:
    """The shop in `folder`, its local state beside it; again after a crash."""
    (folder / "shop").mkdir(parents=True, exist_ok=True)
    database = Database(folder / "state" / "state.sqlite")
    return Desk(folder / "shop", database, Journal(database))
