"""The same small workbook in every packing and encoding that real files are found in."""

import struct
import zipfile
from collections.abc import Callable, Iterator
from io import BytesIO

from tests.corpus.packages import (
    DECLARATION,
    MAIN,
    RELATIONS,
    STRICT_MAIN,
    STRICT_RELATIONS,
    pack,
    package,
    strings_part,
    worksheet,
)

_ROWS = (
    '<row r="1" spans="1:3"><c r="A1" t="inlineStr"><is><t>No</t></is></c>'
    '<c r="B1" t="inlineStr"><is><t>Amount</t></is></c></row>'
    '<row r="2" spans="1:3" ht="30" customHeight="1"><c r="A2" s="1"><v>45000</v></c>'
    '<c r="B2" s="2"><v>12.5</v></c></row>'
    '<row r="3" spans="1:3"><c r="A3"><v>3</v></c><c r="B3" s="2"><f>B2*2</f><v>25</v></c></row>'
)
_SHEET = "xl/worksheets/sheet1.xml"
_RELS = "xl/_rels/workbook.xml.rels"
_PNG = bytes(range(256)) * 8


def packed_books() -> Iterator[tuple[str, bytes]]:
    """Name and bytes of every book."""
    yield from _zips()
    yield from _odd_zips()
    yield from _names()
    yield from _encodings()
    yield from _other_encodings()
    yield from _spellings()


def _encodings() -> Iterator[tuple[str, bytes]]:
    plain = worksheet(_ROWS)
    yield "byte order mark", pack(package(b"\xef\xbb\xbf" + plain.encode()))
    wide = plain.replace('encoding="UTF-8"', 'encoding="UTF-16"')
    yield "utf-16", pack(package(wide.encode("utf-16")))
    narrow = plain.replace('encoding="UTF-8"', 'encoding="ISO-8859-1"')
    yield "latin-1", pack(package(narrow.encode("latin-1")))
    prefixed = plain.replace("<", "<x:").replace("<x:/", "</x:").replace("<x:?", "<?")
    yield "prefixed", pack(package(prefixed.replace("xmlns=", "xmlns:x=")))
    files = package(plain).files()
    strict = {
        path: content.replace(MAIN.encode(), STRICT_MAIN.encode()).replace(
            RELATIONS.encode(), STRICT_RELATIONS.encode()
        )
        for path, content in files.items()
    }
    yield "strict", pack(strict)


def _zips() -> Iterator[tuple[str, bytes]]:
    files = package(worksheet(_ROWS)).files()
    yield "stored", pack(files, stored=True)
    yield "prepended bytes", b"#!/bin/sh\n" + pack(files)
    yield "archive comment", _with_comment(pack(files))
    yield "data descriptors", _streamed(files)
    yield "zip64", _zip64(files)
    yield "folders", pack({"xl/": b"", **files, "xl/worksheets/": b""})
    yield (
        "back slashes",
        pack({path.replace("/", "\\"): content for path, content in files.items()}),
    )
    yield (
        "other case",
        pack(
            {path.replace("sheet1.xml", "Sheet1.XML"): content for path, content in files.items()}
        ),
    )
    absolute = dict(files)
    rels = absolute["xl/_rels/workbook.xml.rels"]
    absolute["xl/_rels/workbook.xml.rels"] = rels.replace(b'Target="', b'Target="/xl/')
    yield "absolute targets", pack(absolute)
    yield (
        "workbook elsewhere",
        pack(
            {
                path.replace("xl/", "deep/er/"): content.replace(b"xl/", b"deep/er/")
                for path, content in files.items()
            }
        ),
    )


def _with_comment(data: bytes) -> bytes:
    comment = "备注".encode()
    return data[:-2] + struct.pack("<H", len(comment)) + comment


class _Unseekable(BytesIO):
    def seekable(self) -> bool:
        return False

    def seek(self, *_: int) -> int:
        raise OSError

    def tell(self) -> int:
        raise OSError


def _streamed(files: dict[str, bytes]) -> bytes:
    """As a program writes that cannot go back: sizes stand behind the content."""
    stream = _Unseekable()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, content in files.items():
            archive.writestr(path, content)
    return stream.getvalue()


def _zip64(files: dict[str, bytes]) -> bytes:
    """With the wide end records and wide sizes, as some writers always do."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, content in files.items():
            with archive.open(path, "w", force_zip64=True) as member:
                member.write(content)
    data = stream.getvalue()
    at = data.rindex(b"PK\x05\x06")
    count, size, offset = struct.unpack_from("<HLL", data, at + 10)
    wide = struct.pack("<4sQ2H2L4Q", b"PK\x06\x06", 44, 45, 45, 0, 0, count, count, size, offset)
    locator = struct.pack("<4sLQL", b"PK\x06\x07", 0, at, 1)
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0)
    return data[:at] + wide + locator + end


def _other_encodings() -> Iterator[tuple[str, bytes]]:
    plain = worksheet(_ROWS)
    strings = strings_part("<t>买家</t>", "<t>二</t>").replace("UTF-8", "UTF-16")
    rows = _ROWS.replace('<c r="A3"><v>3</v></c>', '<c r="A3" t="s"><v>1</v></c>')
    wide = package(worksheet(rows), strings=strings).files()
    wide["xl/sharedStrings.xml"] = strings.encode("utf-16")
    book = wide["xl/workbook.xml"].decode().replace("UTF-8", "UTF-16")
    wide["xl/workbook.xml"] = book.encode("utf-16")
    yield "utf-16 strings and workbook", pack(wide)
    files = package(plain).files()
    marked = {path: b"\xef\xbb\xbf" + content for path, content in files.items()}
    yield "byte order marks everywhere", pack(marked)


def _spellings() -> Iterator[tuple[str, bytes]]:
    plain = worksheet(_ROWS)
    yield "no declaration", pack(package(plain.removeprefix(DECLARATION)))
    yield "line ends of windows", pack(package(plain.replace("><", ">\r\n<")))
    yield "spaces around equals", pack(package(worksheet(_ROWS.replace("=", " = "))))
    yield "line breaks in tags", pack(package(worksheet(_ROWS.replace(' r="', '\n\tr="'))))
    instruction = DECLARATION + '<?mso-application progid="Excel.Sheet"?>'
    yield "instruction for a program", pack(package(plain.replace(DECLARATION, instruction)))
    entities = _ROWS.replace(">No<", ">&#x4E70;&#23478; &amp;lt;<").replace("B2*2", "B2&#42;2")
    yield "character references", pack(package(worksheet(entities)))
    spread = _ROWS.replace("<v>3</v>", '<v xml:space="preserve"> 3 </v>')
    yield "spaces in values", pack(package(worksheet(spread)))
    empty = _ROWS.replace("<v>3</v>", "<v></v>").replace("<v>12.5</v>", "<v/>")
    yield "values that are there and blank", pack(package(worksheet(empty)))
    yield "comment at the end", pack(package(plain + "<!-- made by hand -->\n"))
    yield "type by extension", _typed_by_extension()


def _typed_by_extension() -> bytes:
    files = package(worksheet(_ROWS)).files()
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
    types = files["[Content_Types].xml"].decode()
    types = types.replace('ContentType="application/xml"', f'ContentType="{kind}"')
    types = types.replace(f'<Override PartName="/{_SHEET}" ContentType="{kind}"/>', "")
    return pack(files | {"[Content_Types].xml": types.encode()})


def _odd_zips() -> Iterator[tuple[str, bytes]]:
    files = package(worksheet(_ROWS)).files()
    yield "bytes behind the end", pack(files) + b"\0" * 40
    yield (
        "gap between entries",
        _written({"removed.xml": b"<a/>", **files}, lambda made: made.pop(0)),
    )
    yield "directory in another order", _written(files, lambda made: made.reverse())
    yield "extra fields", _written(files, _give_extras)
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, content in files.items():
            archive.writestr(path, content)
        archive.writestr("xl/media/image1.png", _PNG, zipfile.ZIP_BZIP2)
        archive.writestr("xl/media/image2.png", _PNG, zipfile.ZIP_LZMA)
    yield "other methods beside", stream.getvalue()


def _give_extras(made: list[zipfile.ZipInfo]) -> None:
    for info in made:
        info.extra = struct.pack("<HHBL", 0x5455, 5, 1, 1_760_000_000)
        info.comment = "备注".encode()


def _written(files: dict[str, bytes], change: Callable[[list[zipfile.ZipInfo]], object]) -> bytes:
    """With the directory changed before it is written."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, content in files.items():
            archive.writestr(path, content)
        change(archive.filelist)
    return stream.getvalue()


def _names() -> Iterator[tuple[str, bytes]]:
    files = package(worksheet(_ROWS)).files()
    yield "chinese part names", pack(files | {"xl/media/图片 1.png": _PNG})
    for name, in_zip in (
        ("quoted target", "sheet 1.xml"),
        ("quoted name in the zip", "sheet%201.xml"),
    ):
        renamed = {path.replace("sheet1.xml", in_zip): content for path, content in files.items()}
        for path in (_RELS, "[Content_Types].xml"):
            renamed[path] = renamed[path].replace(b"sheet1.xml", b"sheet%201.xml")
        yield name, pack(renamed)
