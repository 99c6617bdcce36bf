"""Reads a workbook from its standard input, writes its rows to its standard output; runs by itself.

A damaged workbook can make any reader ask for all the memory there is: by sectors of a .xls that
follow each other in a circle, by one cell of a .xlsx that says to stand in row 9,999,999. Here
only this process ends then, within its limits. It imports nothing of sheetops, to start at once.

Each message is four bytes of length and what `marshal` makes of: a str (a sheet begins), a list
(rows of it), or None (the end). An int alone says why there is nothing: 1 damaged, 2 a password.
"""

import marshal
import struct
import sys
from collections.abc import Iterator, Sequence
from datetime import date
from io import BytesIO
from itertools import islice

Cell = str | float | int | bool
Message = str | Sequence[Sequence[object]] | int | None
_FORM = 2
"""Of marshal: the newest one without a search for what stands in it twice."""

DAMAGED, LOCKED = 1, 2
_ROWS = 200
_LEAST, _MOST = 1 << 30, 4 << 30
_PER_BYTE = 40
"""Bytes of memory for each byte of the file; 100,000 rows of 39 columns take 15."""
_SECONDS = 120


def main() -> None:
    """Read, and write one message after the other."""
    data = sys.stdin.buffer.read()
    _limit(len(data))
    write = sys.stdout.buffer.write
    for message in _messages(data):
        packed = _packed(message)
        write(struct.pack("<I", len(packed)))
        write(packed)
    sys.stdout.buffer.flush()


def _messages(data: bytes) -> Iterator[Message]:
    from python_calamine import CalamineWorkbook

    try:
        book = CalamineWorkbook.from_filelike(BytesIO(data))
        for sheet in book.sheets_metadata:
            if str(sheet.typ).endswith("WorkSheet"):
                yield sheet.name
                table = book.get_sheet_by_name(sheet.name)
                left = [""] * (table.start[1] if table.start else 0)
                rows = table.iter_rows()
                while block := list(islice(rows, _ROWS)):
                    yield [[*left, *row] for row in block] if left else block
    except MemoryError:
        yield DAMAGED
    except BaseException as error:  # noqa: BLE001 - a reader that panics raises what is no Exception
        yield LOCKED if type(error).__name__ == "PasswordError" else DAMAGED
    else:
        yield None


def _packed(message: Message) -> bytes:
    try:
        return marshal.dumps(message, _FORM)  # type: ignore[arg-type]  # it says itself what it lacks
    except ValueError:  # there is an instant among the cells
        rows = message if isinstance(message, Sequence) else []
        return marshal.dumps([list(map(_plain, row)) for row in rows], _FORM)


def _plain(cell: object) -> Cell:
    """Return a cell as `marshal` takes it; an instant is written out."""
    if isinstance(cell, str | float | int | bool):
        return cell
    return str(cell) if cell is not None and not isinstance(cell, date) else _said(cell)


def _said(cell: date | None) -> str:
    return "" if cell is None else cell.isoformat().replace("T", " ").partition(".")[0]


def _limit(size: int) -> None:
    """Bound memory and time, where the system knows how to."""
    try:
        import resource
    except ImportError:  # Windows: the process that waits for this one bounds its time
        return
    memory = min(_LEAST + _PER_BYTE * size, _MOST)
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    main()
