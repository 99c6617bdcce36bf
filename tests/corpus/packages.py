"""Small workbooks spelled out by hand, so that every oddity of real files can be had on purpose."""

import zipfile
from dataclasses import dataclass, field
from io import BytesIO

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT_MAIN = "http://purl.oclc.org/ooxml/spreadsheetml/main"
STRICT_RELATIONS = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "application/vnd.openxmlformats-officedocument."
_SHEETML = f"{_OFFICE}spreadsheetml."

DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

STYLES = (
    f'{DECLARATION}<styleSheet xmlns="{MAIN}">'
    '<numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy/m/d"/></numFmts>'
    '<fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="1"><fill><patternFill patternType="none"/></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="4"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
    '<xf numFmtId="4" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1">'
    '<alignment horizontal="center"/></xf>'
    '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" applyProtection="1">'
    '<protection locked="0"/></xf></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
    "</styleSheet>"
)


@dataclass
class Parts:
    """A package in the making: parts by path, content types and relationships said once."""

    parts: dict[str, bytes] = field(default_factory=dict)
    types: dict[str, str] = field(default_factory=dict)
    links: dict[str, list[tuple[str, str, str]]] = field(default_factory=dict)

    def add(self, path: str, content: str | bytes, kind: str = "") -> None:
        """Add a part; ``kind`` is the end of its content type."""
        self.parts[path] = content.encode() if isinstance(content, str) else content
        if kind:
            self.types[path] = kind

    def tie(self, source: str, kind: str, target: str, identity: str) -> None:
        """Add a relationship."""
        self.links.setdefault(source, []).append((identity, kind, target))

    def files(self) -> dict[str, bytes]:
        """All members of the zip in their usual order."""
        overrides = "".join(
            f'<Override PartName="/{path}" ContentType="{kind}"/>'
            for path, kind in self.types.items()
        )
        types = (
            f'{DECLARATION}<Types xmlns="{_PACKAGE}/content-types">'
            '<Default Extension="rels"'
            ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/>'
            f'<Default Extension="png" ContentType="image/png"/>{overrides}</Types>'
        )
        files = {"[Content_Types].xml": types.encode()}
        for source, links in self.links.items():
            folder, _, name = source.rpartition("/")
            rels = "".join(
                f'<Relationship Id="{identity}" Type="{kind}" Target="{target}"/>'
                for identity, kind, target in links
            )
            path = f"{folder}/_rels/{name}.rels".lstrip("/")
            files[path] = (
                f'{DECLARATION}<Relationships xmlns="{_PACKAGE}/relationships">{rels}'
                "</Relationships>"
            ).encode()
        return files | self.parts


def worksheet(rows: str = "", after: str = "", before: str = "", attributes: str = "") -> str:
    """A sheet part: the rows, and what stands behind and before them."""
    body = f"<sheetData>{rows}</sheetData>" if rows else "<sheetData/>"
    return (
        f'{DECLARATION}<worksheet xmlns="{MAIN}" xmlns:r="{RELATIONS}"{attributes}>'
        f"{before}{body}{after}</worksheet>"
    )


def table_part(
    area: str,
    columns: list[str],
    name: str = "Table1",
    *,
    identity: int = 1,
    attributes: str = "",
    filtered: str | None = None,
    inside: dict[str, str] | None = None,
) -> str:
    """A table part; ``inside`` gives markup, ``attributes`` more attributes of the table."""
    written = "".join(
        f'<tableColumn id="{number}" name="{column}"{_column_rest((inside or {}).get(column, ""))}'
        for number, column in enumerate(columns, 1)
    )
    filter_area = area if filtered is None else filtered
    auto_filter = f'<autoFilter ref="{filter_area}"/>' if filter_area else ""
    return (
        f'{DECLARATION}<table xmlns="{MAIN}" id="{identity}" name="{name}" displayName="{name}"'
        f' ref="{area}"{attributes}>{auto_filter}'
        f'<tableColumns count="{len(columns)}">{written}</tableColumns></table>'
    )


def _column_rest(inside: str) -> str:
    """``inside`` is attributes, then elements."""
    attributes, mark, elements = inside.partition("<")
    gap = f" {attributes}" if attributes.strip() else ""
    return f"{gap}>{mark}{elements}</tableColumn>" if elements else f"{gap}/>"


def package(
    sheet: str | bytes | dict[str, str | bytes],
    *,
    tables: dict[str, list[str]] | None = None,
    strings: str | None = None,
    styles: str | None = STYLES,
    workbook: str = "",
    before_sheets: str = "",
    chain: str | None = None,
) -> Parts:
    """A workbook of one sheet, or of several by name.

    ``tables`` maps a sheet's name to its table parts; ``workbook`` is markup behind the sheets.
    """
    sheets = sheet if isinstance(sheet, dict) else {"Sheet1": sheet}
    made = Parts()
    made.tie("", f"{RELATIONS}/officeDocument", "xl/workbook.xml", "rId1")
    listed = ""
    number = 0
    for index, (name, content) in enumerate(sheets.items(), 1):
        path = f"xl/worksheets/sheet{index}.xml"
        made.add(path, content, f"{_SHEETML}worksheet+xml")
        made.tie(
            "xl/workbook.xml",
            f"{RELATIONS}/worksheet",
            f"worksheets/sheet{index}.xml",
            f"rId{index}",
        )
        listed += f'<sheet name="{name}" sheetId="{index}" r:id="rId{index}"/>'
        for table in (tables or {}).get(name, []):
            number += 1
            made.add(f"xl/tables/table{number}.xml", table, f"{_SHEETML}table+xml")
            made.tie(path, f"{RELATIONS}/table", f"../tables/table{number}.xml", f"rId{number}")
    made.add(
        "xl/workbook.xml",
        f'{DECLARATION}<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}">{before_sheets}'
        f"<sheets>{listed}</sheets>{workbook}</workbook>",
        f"{_SHEETML}sheet.main+xml",
    )
    extras: dict[str, str | None] = {"styles": styles, "sharedStrings": strings, "calcChain": chain}
    for kind, extra in extras.items():
        if extra is not None:
            made.add(f"xl/{kind}.xml", extra, f"{_SHEETML}{kind}+xml")
            made.tie("xl/workbook.xml", f"{RELATIONS}/{kind}", f"{kind}.xml", f"rId{kind}")
    return made


def pack(files: Parts | dict[str, bytes], *, stored: bool = False) -> bytes:
    """The zip of a package."""
    members = files.files() if isinstance(files, Parts) else files
    stream = BytesIO()
    method = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
    with zipfile.ZipFile(stream, "w", method) as archive:
        for path, content in members.items():
            archive.writestr(zipfile.ZipInfo(path, (2026, 1, 2, 3, 4, 6)), content, method)
    return stream.getvalue()


def book(sheet: str = "", **options: object) -> bytes:
    """The bytes of a workbook with one sheet."""
    return pack(package(sheet or worksheet(), **options))  # type: ignore[arg-type] # passed on


def strings_part(*texts: str) -> str:
    """Shared strings; each is markup inside of ``<si>``."""
    items = "".join(f"<si>{text}</si>" for text in texts)
    return f'{DECLARATION}<sst xmlns="{MAIN}">{items}</sst>'


def part(data: bytes, path: str = "xl/worksheets/sheet1.xml") -> str:
    """The text of a part of a workbook."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return archive.read(path).decode()


def paths(data: bytes) -> list[str]:
    """The members of a workbook in their order."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return archive.namelist()
