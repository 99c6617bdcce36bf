"""How fast exports are read and how much memory that takes, beside pandas, in every format.

    .venv/bin/python tests/bench/bench_import.py [--rows 100000]

Both ways read the same file and do the same with it: find the headings below a title, keep 22
columns, take guards off numbers and check them, read times and amounts, turn words into ours and
list what is not understood. Each way runs in a process of its own, so that its peak of memory is
its own; seconds are seconds of the processor, without importing anything. A .xls holds 65,536
rows, so that there the rows stand in two sheets.
"""

import argparse
import csv
import io
import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

if TYPE_CHECKING:
    import pandas as pd

FORMATS = ("a.xlsx", "b.xls", "utf8.csv", "gbk.csv", "tab.csv", "page.xls")
PEERS = {"a.xlsx": ("openpyxl", "calamine"), "b.xls": ("calamine",)}
"""Engines of `read_excel` by file; pandas' own is openpyxl for .xlsx. The others have one way."""
NUMBERS = ("退款编号", "订单编号")
TIMES = ("订单付款时间", "退款完结时间", "退款的申请时间", "超时时间", "买家退货时间")
AMOUNTS = ("买家实际支付金额", "买家退款金额")
CHOICES: Mapping[str, Mapping[str, str | bool]] = {
    "是否需要退货": {"是": "return_refund", "否": "refund_only"},
    "货物状态": {"买家已收到货": "received", "买家未收到货": "not_received"},
    "售中或售后": {"售中": "onsale", "售后": "aftersale"},
    "是否零秒响应": {"是": True, "否": False},
    "部分退款/全部退款": {"全部退款": "full", "部分退款": "partial"},
    "责任方": {"买家责任": "buyer", "卖家责任": "seller"},
}
TEXTS = (
    *("商品编码", "买家会员名称", "宝贝标题", "手工退款/系统退款", "退款状态", "客服介入状态"),
    *("退货物流单号", "退货物流公司", "买家退款原因", "买家退款说明", "商家备注"),
)
STATUS = (
    "买家已经申请退款，等待卖家同意",
    "卖家已经同意退款，等待买家退货",
    "退款成功",
    "退款关闭",
)


def rows(count: int) -> Iterator[Mapping[str, str | float | None]]:
    """Yield rows as the platform writes them, hardly two alike."""
    from tests.importing.export_files import exported

    for n in range(count):
        day, clock = f"{1 + n % 28:02d}", f"{n % 24:02d}:{n % 60:02d}:{n * 7 % 60:02d}"
        changed: dict[str, str | float | None] = {
            "退款编号": str(106206407540810 + 7 * n),
            "订单编号": str(3302710287203084298 + 13 * n),
            "支付宝交易号": str(2026092922001100001234567890 + n),
            "订单付款时间": f"2026-08-{day} {clock}",
            "退款的申请时间": f"2026-09-{day} {clock}",
            "超时时间": f"2026-10-{day} {clock}",
            "商品编码": f"TS-2026-{n % 400:03d}-L",
            "买家会员名称": f"t**{n % 9999}",
            "买家实际支付金额": f"{n % 500}.{n % 100:02d}",
            "买家退款金额": f"{n % 500}.{n % 100:02d}",
            "退款状态": STATUS[n % len(STATUS)],
            "退货物流单号": str(75312345678901 + n),
            "退货物流公司": "中通快递",
            "买家退款说明": f"尺码偏大，第 {n} 次反馈",
            "部分退款/全部退款": "全部退款",
        }
        yield exported(**changed)


def write_files(folder: Path, count: int) -> None:
    """Write the same export in every format."""
    from tests.importing.export_files import HEADINGS_2016

    table = [
        HEADINGS_2016,
        *([str(row.get(h) or "") for h in HEADINGS_2016] for row in rows(count)),
    ]
    for name, encoding, mark in (
        ("utf8.csv", "utf-8-sig", ","),
        ("gbk.csv", "gbk", ","),
        ("tab.csv", "utf-8", "\t"),
    ):
        text = io.StringIO(newline="")
        csv.writer(text, delimiter=mark).writerows(table)
        (folder / name).write_bytes(text.getvalue().encode(encoding))
    (folder / "page.xls").write_text(page(table), encoding="utf-8")
    write_xlsx(folder / "a.xlsx", table)
    write_xls(folder / "b.xls", table)


def page(table: Sequence[Sequence[str]]) -> str:
    """Return the table as a page, as platforms write it under the name of a workbook."""
    lines = ("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in table)
    return '<html><meta charset="utf-8"><table>\n' + "\n".join(lines) + "\n</table></html>"


def write_xlsx(path: Path, table: Sequence[Sequence[str]]) -> None:
    """Write a .xlsx with shared strings, below a title."""
    import xlsxwriter

    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("退款管理")
        sheet.write_string(0, 0, "退款管理导出")
        for number, row in enumerate(table, 1):
            for column, cell in enumerate(row):
                if cell:
                    sheet.write_string(number, column, cell)


def write_xls(path: Path, table: Sequence[Sequence[str]]) -> None:
    """Write a .xls of two sheets."""
    import xlwt

    book = xlwt.Workbook(encoding="utf-8")
    half = len(table) // 2 + 1
    for title, part in (("一", table[1:half]), ("二", table[half:])):
        sheet = book.add_sheet(title)
        for number, row in enumerate([table[0], *part]):
            for column, cell in enumerate(row):
                if cell:
                    sheet.write(number, column, cell)
        sheet.flush_row_data()
    book.save(str(path))


def run_ours(path: Path, _engine: str) -> Callable[[], int]:
    """Return what reads the file as an import does."""
    from sheetops.adapters.exports import read_export
    from sheetops.records.problems import Problem

    def read() -> int:
        export = read_export(path.read_bytes(), path.name)
        if isinstance(export, Problem):
            raise SystemExit(export.message("en"))
        return len(export.rows)

    return read


def run_pandas(path: Path, engine: str) -> Callable[[], int]:
    """Return what reads the file with pandas, as one would write it for the same end."""
    return lambda: understood(table_of(path, engine))


def table_of(path: Path, engine: str) -> "pd.DataFrame":
    """Return the file as pandas reads it, all cells as text."""
    import pandas as pd

    if path.suffix == ".csv":
        mark = "\t" if path.name.startswith("tab") else ","
        encoding = "gbk" if path.name.startswith("gbk") else "utf-8-sig"
        return pd.read_csv(path, dtype=str, sep=mark, encoding=encoding)
    if path.name.startswith("page"):
        return pd.read_html(path, header=0, converters=dict.fromkeys(range(39), str))[0]
    skipped = 1 if path.suffix == ".xlsx" else 0
    how: Any = engine
    sheets = pd.read_excel(path, dtype=str, engine=how, sheet_name=None, skiprows=skipped)
    return pd.concat(sheets.values(), ignore_index=True)


def understood(frame: "pd.DataFrame") -> int:
    """Turn the columns that are kept into what they mean, list what has none; return the rows."""
    import pandas as pd

    frame = frame.dropna(how="all")
    kept: list[Any] = []
    troubles = []
    for column in (*NUMBERS, *TIMES, *AMOUNTS, *CHOICES, *TEXTS):
        said: Any = frame[column].str.strip()
        said = said.mask(said.isin(["-", "--", "/", "无", "暂无", "null", ""]))
        found: Any = said
        if column in NUMBERS:
            said = said.str.replace(r"^'|^=\"|\"$", "", regex=True)
            found = said.where(said.str.fullmatch(r"\d{12,20}").fillna(False))
        elif column in TIMES:
            found = pd.to_datetime(said, errors="coerce", format="%Y-%m-%d %H:%M:%S")
        elif column in AMOUNTS:
            found = pd.to_numeric(said.str.replace(r"[,¥￥元]", "", regex=True), errors="coerce")
        elif column in CHOICES:
            found = said.map(CHOICES[column])
        kept.append(found)
        troubles.append(frame.index[said.notna() & found.isna()])
    if any(map(len, troubles)):
        raise SystemExit("pandas did not understand everything")
    return len(pd.concat(kept, axis=1))


WAYS = {"sheetops": run_ours, "pandas": run_pandas}


def run_child(way: str, path: Path, engine: str) -> None:
    """Run one way here and print seconds, this process's peak memory in MB, and rows."""
    read = WAYS[way](path, engine)
    began = spent()
    count = read()
    print(f"{spent() - began:.3f} {peak()} {count}")


def spent() -> float:
    """Return the processor's seconds of this process and of those that it started."""
    return sum(os.times()[:4])


def peak() -> int:
    """Return the peak of memory in MB, of this process and of the largest one that it started.

    `ru_maxrss` of a program begins with the peak of the one that started it.
    """
    child = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    status = Path("/proc/self/status")
    if status.exists():
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) // 1024 + child
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def measure(way: str, path: Path, engine: str) -> tuple[float, int, int]:
    """Return seconds, peak MB and rows of a way run in a process of its own."""
    command = [sys.executable, __file__, "--child", way, str(path), engine]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    seconds, peak, count = done.stdout.split()
    return float(seconds), int(peak), int(count)


def compare(path: Path, count: int) -> bool:
    """Print the lines of one format; return whether ours is faster."""
    seconds, peak, found = measure("sheetops", path, "-")
    if found != count:
        raise SystemExit(f"{path.name}: {found} of {count} rows")
    print(f"{path.name:<10}{'sheetops':<22}{seconds:>7.2f}{count / seconds:>12,.0f}{peak:>7,}")
    is_better = True
    for engine in PEERS.get(path.name, ("",)):
        theirs, memory, _ = measure("pandas", path, engine)
        way = f"pandas {engine}".strip()
        rate, times = count / theirs, f"{theirs / seconds:>7.1f} ×{memory / peak:>7.1f} ×"
        print(f"{'':<10}{way:<22}{theirs:>7.2f}{rate:>12,.0f}{memory:>7,}{times}", flush=True)
        is_better &= theirs > seconds
    return is_better


def main() -> int:
    """Print the table; 1 when some format is not read faster than by pandas."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rows", type=int, default=100_000)
    options.add_argument("--child", nargs=3, help=argparse.SUPPRESS)
    chosen, _ = options.parse_known_args()
    if chosen.child:
        way, path, engine = chosen.child
        run_child(way, Path(path), engine)
        return 0
    print(f"{'file':<10}{'way':<22}{'s':>7}{'rows/s':>12}{'MB':>7}{'slower':>9}{'memory':>9}")
    with tempfile.TemporaryDirectory() as name:
        write_files(Path(name), chosen.rows)
        better = [compare(Path(name) / file, chosen.rows) for file in FORMATS]
    return 0 if all(better) else 1


if __name__ == "__main__":
    sys.exit(main())
