"""Turns a workbook into the same bytes every time: no clock and no order of chance in the file."""

import io
import re
import zipfile

from openpyxl.workbook import Workbook

_EPOCH = (1980, 1, 1, 0, 0, 0)
_CLOCK = re.compile(rb"<dcterms:(created|modified)[^>]*>[^<]*</dcterms:\1>")


def pack(workbook: Workbook) -> bytes:
    """Return the workbook's bytes; two workbooks with the same content give the same bytes."""
    raw = io.BytesIO()
    workbook.save(raw)
    packed = io.BytesIO()
    with zipfile.ZipFile(raw) as old, zipfile.ZipFile(packed, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "docProps/core.xml":
                data = _CLOCK.sub(b"", data)
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            new.writestr(entry, data)
    return packed.getvalue()
