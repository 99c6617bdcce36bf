"""The job that imports: every file of the inbox, one after the other."""

import importlib.util
from datetime import datetime
from pathlib import Path
from types import SimpleNamespace

from sheetops.actions import AddRow, ShelveImport
from sheetops.adapters.exports import read_export
from sheetops.records.desk import Records
from sheetops.records.settings import Settings
from tests.importing.export_files import as_csv, as_xlsx, exported

JOB = Path(__file__).resolve().parents[2] / "jobs" / "import_exports.py"


def test_each_file_of_the_inbox_is_taken_or_refused() -> None:
    spec = importlib.util.spec_from_file_location("import_exports_under_test", JOB)
    assert spec is not None
    assert spec.loader is not None
    job = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(job)
    files = {
        "一.xlsx": as_xlsx([exported()]),
        "二.csv": as_csv([exported(), exported(退款编号="106206407540811")]),
        "三.xlsx": b"no workbook",
    }
    shop = SimpleNamespace(
        now=datetime.fromisoformat("2026-09-29 12:00:00"),
        settings=Settings(id="shop-1", name="测试店"),
        records=Records({}),
        exports=lambda: (read_export(data, name) for name, data in files.items()),
    )
    actions = list(job.plan(shop))
    assert [a.key for a in actions if isinstance(a, AddRow)] == [
        "tmall|106206407540810|",
        "tmall|106206407540811|",
    ]
    assert [(a.name, a.to) for a in actions if isinstance(a, ShelveImport)] == [
        ("一.xlsx", "done"),
        ("二.csv", "done"),
        ("三.xlsx", "refused"),
    ]
