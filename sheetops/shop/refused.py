"""Exports that could not be taken in and still lie in `inbox/refused/`: somebody has to look."""

from collections.abc import Iterator
from pathlib import Path

from sheetops.records.problems import Place, Problem, ProblemKind, Severity
from sheetops.records.text import Text

FOLDER = "inbox/refused"

EXPORT_REFUSED = ProblemKind(
    code="export-refused",
    severity=Severity.WARNING,
    title=Text("平台文件未导入", "Export not taken in"),
    message=Text(
        "{value} 没有导入，原因写在旁边的 {note}",
        "{value} was not taken in; {note} beside it says why",
    ),
    remedy=Text(
        "请按说明重新导出并放进 inbox，处理完把这里的文件删掉",
        "Export it again as the note says and put it into inbox/, then delete the file here",
    ),
    urgency=20,
)
KINDS = (EXPORT_REFUSED,)


def refused_files(folder: Path) -> list[Path]:
    """Return the exports that lie refused in the shop `folder`, without the notes beside them."""
    found = sorted(path for path in (folder / FOLDER).glob("[!.~]*") if path.is_file())
    return [path for path in found if not _is_note(path)]


def refused_exports(folder: Path) -> Iterator[Problem]:
    """Yield a problem for each export that nobody has dealt with yet."""
    for path in refused_files(folder):
        facts = {"value": path.name, "note": f"{path.name}.txt"}
        yield Problem(EXPORT_REFUSED, Place(f"{FOLDER}/{path.name}"), facts)


def _is_note(path: Path) -> bool:
    """Whether it is the note beside an export, such as `refunds.csv.txt`, left there or not."""
    return path.suffix == ".txt" and bool(Path(path.stem).suffix)
