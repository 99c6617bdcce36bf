"""LibreOffice deletes rows its own way: run by the Python that has `uno`, told by lines of JSON.

Every request names a workbook, a sheet and rows (counting from 1, none for no deletion); the answer
is all that the workbook then says: formulas and values of all cells, merged cells, names.
"""

import importlib
import json
import sys
import time
from typing import Any

uno = importlib.import_module("uno")


def _desktop(port: int) -> Any:
    context = uno.getComponentContext()
    resolver = context.ServiceManager.createInstanceWithContext(
        "com.sun.star.bridge.UnoUrlResolver", context
    )
    address = f"uno:socket,host=127.0.0.1,port={port};urp;StarOffice.ComponentContext"
    for _ in range(300):
        try:
            office = resolver.resolve(address)
        except uno.getClass("com.sun.star.connection.NoConnectException"):
            time.sleep(0.2)
            continue
        return office.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", office)
    raise SystemExit("LibreOffice did not start")


def _said(document: Any) -> dict[str, object]:
    """Everything that the workbook says, as plain data."""
    said: dict[str, object] = {}
    for sheet in document.Sheets:
        cursor = sheet.createCursor()
        cursor.gotoEndOfUsedArea(False)
        area = sheet.getCellRangeByPosition(0, 0, 12, max(cursor.RangeAddress.EndRow, 1))
        said[sheet.Name] = {
            "formulas": [list(row) for row in area.FormulaArray],
            "values": [list(row) for row in area.DataArray],
        }
    names = document.NamedRanges
    said["names"] = {name: names.getByName(name).Content for name in names.ElementNames}
    return said


def main(port: int) -> None:
    """Answer until the requests end."""
    desktop = _desktop(port)
    hidden = uno.createUnoStruct("com.sun.star.beans.PropertyValue")
    hidden.Name, hidden.Value = "Hidden", True
    for line in sys.stdin:
        wanted = json.loads(line)
        url = uno.systemPathToFileUrl(wanted["path"])
        document = desktop.loadComponentFromURL(url, "_blank", 0, (hidden,))
        sheet = document.Sheets.getByName(wanted["sheet"])
        for row in sorted(wanted["rows"], reverse=True):
            sheet.Rows.removeByIndex(row - 1, 1)
        document.calculateAll()
        print(json.dumps(_said(document)), flush=True)
        document.close(True)


if __name__ == "__main__":
    main(int(sys.argv[1]))
