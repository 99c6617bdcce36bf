"""Small workbooks with pictures placed in each of the three ways, made byte by byte in the test."""

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping
from random import Random

import xlsxwriter
from PIL import Image

EMU = 12_700


def png(seed: int = 1, size: tuple[int, int] = (24, 18)) -> bytes:
    """Return a small picture that differs with `seed`."""
    rng = Random(seed)
    image = Image.new("RGB", size)
    image.putdata([(rng.randrange(256), seed % 256, 90) for _ in range(size[0] * size[1])])
    return _bytes(image, "PNG")


def jpeg(seed: int = 1) -> bytes:
    image = Image.open(io.BytesIO(png(seed, (64, 48))))
    return _bytes(image, "JPEG")


def _bytes(image: Image.Image, form: str) -> bytes:
    out = io.BytesIO()
    image.save(out, form)
    return out.getvalue()


def bomb(width: int = 60_000, height: int = 60_000) -> bytes:
    """Return a PNG of few bytes that says it has billions of pixels."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(b"\0" * 1000)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, data) for name, data in chunks)


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def made(draw: Callable[[xlsxwriter.Workbook, xlsxwriter.worksheet.Worksheet], None]) -> bytes:
    """Return the workbook that `draw` fills; its only sheet is called S."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    draw(book, book.add_worksheet("S"))
    book.close()
    return out.getvalue()


def floating(pictures: Mapping[str, bytes]) -> bytes:
    """Return a workbook with a picture over each cell."""

    def draw(_: object, sheet: xlsxwriter.worksheet.Worksheet) -> None:
        for cell, image in pictures.items():
            sheet.insert_image(cell, "p.png", {"image_data": io.BytesIO(image)})

    return made(draw)


def in_cells(pictures: Mapping[str, bytes]) -> bytes:
    """Return a workbook with a picture in each cell, as Excel places them."""

    def draw(_: object, sheet: xlsxwriter.worksheet.Worksheet) -> None:
        for cell, image in pictures.items():
            sheet.embed_image(cell, "p.png", {"image_data": io.BytesIO(image)})

    return made(draw)


_CELL_IMAGES = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<etc:cellImages xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
 xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"
 xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"
 xmlns:etc="http://www.wps.cn/officeDocument/2017/etCustomData">{}</etc:cellImages>"""
_CELL_IMAGE = (
    '<etc:cellImage><xdr:pic><xdr:nvPicPr><xdr:cNvPr id="{n}" name="ID_{n}" descr="x"/>'
    '<xdr:cNvPicPr/></xdr:nvPicPr><xdr:blipFill><a:blip r:embed="rId{n}"/></xdr:blipFill>'
    "<xdr:spPr/></xdr:pic></etc:cellImage>"
)
_RELATION = (
    '<Relationship Id="rId{n}" Target="media/cell{n}.png" Type='
    '"http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"/>'
)
_RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    "{}</Relationships>"
)
_TO_CELL_IMAGES = (
    '<Relationship Id="rId99" Type="http://www.wps.cn/officeDocument/2020/cellImage"'
    ' Target="cellimages.xml"/></Relationships>'
)


def wps(pictures: Mapping[str, bytes]) -> bytes:
    """Return a workbook with a picture in each cell, as WPS places them."""

    def draw(_: object, sheet: xlsxwriter.worksheet.Worksheet) -> None:
        for number, cell in enumerate(pictures, 1):
            shown = f'DISPIMG("ID_{number}",1)'
            sheet.write_formula(cell, f"=_xlfn.{shown}", None, f"={shown}")

    numbers = range(1, len(pictures) + 1)
    return patched(
        made(draw),
        {
            "xl/cellimages.xml": _CELL_IMAGES.format(
                "".join(_CELL_IMAGE.format(n=n) for n in numbers)
            ).encode(),
            "xl/_rels/cellimages.xml.rels": _RELATIONS.format(
                "".join(_RELATION.format(n=n) for n in numbers)
            ).encode(),
            **{f"xl/media/cell{n}.png": data for n, data in enumerate(pictures.values(), 1)},
        },
        lambda name, data: (
            data.replace(b"</Relationships>", _TO_CELL_IMAGES.encode())
            if name == "xl/_rels/workbook.xml.rels"
            else data
        ),
    )


def patched(
    data: bytes,
    parts: Mapping[str, bytes],
    change: Callable[[str, bytes], bytes] = lambda _, data: data,
) -> bytes:
    """Return the workbook with its parts changed and further `parts` added or replaced."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            if name not in parts:
                new.writestr(name, change(name, old.read(name)))
        for name, content in parts.items():
            new.writestr(name, content)
    return out.getvalue()


def with_anchor(data: bytes, anchor: str) -> bytes:
    """Return the workbook with the first picture's anchor (`<xdr:from>…`) replaced."""

    def change(name: str, part: bytes) -> bytes:
        if name != "xl/drawings/drawing1.xml":
            return part
        return re.sub(rb"<xdr:from>.*?</xdr:to>", anchor.encode(), part, count=1, flags=re.DOTALL)

    return patched(data, {}, change)


def corners(top: int, down: float, bottom: int, far: float) -> str:
    """Return the ends of an anchor: rows from 1, distances below their tops in points."""
    return (
        f"<xdr:from><xdr:col>1</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>{top - 1}</xdr:row>"
        f"<xdr:rowOff>{int(down * EMU)}</xdr:rowOff></xdr:from>"
        f"<xdr:to><xdr:col>2</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>{bottom - 1}</xdr:row>"
        f"<xdr:rowOff>{int(far * EMU)}</xdr:rowOff></xdr:to>"
    )
