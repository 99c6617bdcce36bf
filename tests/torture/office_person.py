"""A person at LibreOffice: run by the Python that has `uno`, told by lines of JSON what to do.

Every command answers with one line: {"ok": …} or {"error": …}.
"""

import importlib
import json
import sys
import time
from collections.abc import Iterator
from typing import Any

uno = importlib.import_module("uno")
unohelper = importlib.import_module("unohelper")

HEADER_ROW = 1  # counting from 0: the bands stand above


def _property(name: str, value: object) -> Any:
    found = uno.createUnoStruct("com.sun.star.beans.PropertyValue")
    found.Name, found.Value = name, value
    return found


class Person:
    """One LibreOffice, and the document that is open in it."""

    def __init__(self, port: int) -> None:
        self.desktop = _desktop(port)
        self.document: Any = None
        self.sheet: Any = None

    def open(self, path: str, sheet: str) -> dict[str, object]:
        """Open the workbook as a double click does."""
        url = uno.systemPathToFileUrl(path)
        self.document = self.desktop.loadComponentFromURL(url, "_blank", 0, ())
        self.sheet = self.document.Sheets.getByName(sheet)
        return {"read_only": self.document.isReadonly(), "rows": len(list(self._rows()))}

    def close(self) -> dict[str, object]:
        """Close without saving."""
        self.document.setModified(False)
        self.document.close(True)
        self.document = self.sheet = None
        return {}

    def save(self) -> dict[str, object]:
        """Save as Ctrl+S does, with every question on the screen."""
        dispatcher = self._service("com.sun.star.frame.DispatchHelper")
        frame = self.document.CurrentController.Frame
        dispatcher.executeDispatch(frame, ".uno:Save", "", 0, ())
        return {"is_saved": not self.document.isModified()}

    def type(self, key: str, heading: str, text: str) -> dict[str, object]:
        """Type a text into the row with the key in column A."""
        row = next(number for number, found in self._rows() if found == key)
        self.sheet.getCellByPosition(self._column(heading), row).setString(text)
        return {"row": row + 1}

    def keys(self) -> dict[str, object]:
        """Return the keys of all rows."""
        return {"keys": [key for _, key in self._rows()]}

    def add(self, cells: dict[str, str]) -> dict[str, object]:
        """Insert a row in the middle of the others and fill it in."""
        rows = [number for number, _ in self._rows()]
        place = rows[len(rows) // 2]
        self.sheet.Rows.insertByIndex(place, 1)
        for heading, text in cells.items():
            self.sheet.getCellByPosition(self._column(heading), place).setString(text)
        return {"row": place + 1}

    def sort(self, heading: str, ascending: bool) -> dict[str, object]:
        """Sort all rows by a column."""
        rows = [number for number, _ in self._rows()]
        area = self.sheet.getCellRangeByPosition(0, rows[0], self._width() - 1, rows[-1])
        field = uno.createUnoStruct("com.sun.star.table.TableSortField")
        field.Field, field.IsAscending = self._column(heading), ascending
        fields = uno.Any("[]com.sun.star.table.TableSortField", (field,))
        area.sort((_property("SortFields", fields), _property("ContainsHeader", False)))
        return {}

    def paste(self, path: str, name: str) -> dict[str, object]:
        """Put a picture on the sheet."""
        provider = self._service("com.sun.star.graphic.GraphicProvider")
        graphic = provider.queryGraphic((_property("URL", uno.systemPathToFileUrl(path)),))
        shape = self.document.createInstance("com.sun.star.drawing.GraphicObjectShape")
        shape.Graphic, shape.Name = graphic, name
        size = uno.createUnoStruct("com.sun.star.awt.Size")
        size.Width, size.Height = 800, 800
        shape.setSize(size)
        self.sheet.DrawPage.add(shape)
        return {"pictures": self.sheet.DrawPage.Count}

    def _service(self, name: str) -> Any:
        return self.context.ServiceManager.createInstanceWithContext(name, self.context)

    @property
    def context(self) -> Any:
        """Return the office's component context."""
        return self.desktop.context

    def _width(self) -> int:
        cursor = self.sheet.createCursor()
        cursor.gotoEndOfUsedArea(False)
        return int(cursor.RangeAddress.EndColumn) + 1

    def _column(self, heading: str) -> int:
        head = self.sheet.getCellRangeByPosition(0, HEADER_ROW, self._width() - 1, HEADER_ROW)
        return list(head.getDataArray()[0]).index(heading)

    def _rows(self) -> Iterator[tuple[int, str]]:
        cursor = self.sheet.createCursor()
        cursor.gotoEndOfUsedArea(False)
        last = cursor.RangeAddress.EndRow
        area = self.sheet.getCellRangeByPosition(0, HEADER_ROW + 1, 0, last)
        for number, (key,) in enumerate(area.getDataArray(), start=HEADER_ROW + 1):
            if key:
                yield number, str(key)


class _Desktop:
    """The desktop, together with the context it came from."""

    def __init__(self, context: Any) -> None:
        self.context = context
        self.desktop = context.ServiceManager.createInstanceWithContext(
            "com.sun.star.frame.Desktop", context
        )

    def __getattr__(self, name: str) -> Any:
        return getattr(self.desktop, name)


def _desktop(port: int) -> _Desktop:
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext(
        "com.sun.star.bridge.UnoUrlResolver", local
    )
    url = f"uno:socket,host=127.0.0.1,port={port};urp;StarOffice.ComponentContext"
    for _ in range(600):
        try:
            return _Desktop(resolver.resolve(url))
        except Exception:  # noqa: BLE001 - the office is still starting
            time.sleep(0.1)
    raise RuntimeError("LibreOffice did not start")


def main() -> None:
    """Do what the lines on standard input say."""
    person = Person(int(sys.argv[1]))
    print(json.dumps({"ok": "here"}), flush=True)
    for line in sys.stdin:
        command = json.loads(line)
        try:
            answer = getattr(person, command.pop("do"))(**command)
            print(json.dumps({"ok": answer}), flush=True)
        except Exception as error:  # noqa: BLE001 - told to the one who asked
            words = f"{type(error).__name__}: {getattr(error, 'Message', error)}"
            print(json.dumps({"error": words}), flush=True)


if __name__ == "__main__":
    main()
