"""Workbooks with what other programs add to the format: the editor must carry it all along."""

# ruff: noqa: E501 - markup is read best in one line

from collections.abc import Iterator

from tests.corpus.packages import (
    DECLARATION,
    MAIN,
    RELATIONS,
    Parts,
    package,
    table_part,
    worksheet,
)

_MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_AC = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac"
_X14 = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"
_XM = "http://schemas.microsoft.com/office/excel/2006/main"
_MS = "http://schemas.microsoft.com/office"
_SML = "application/vnd.openxmlformats-officedocument.spreadsheetml."
_EXCEL = "application/vnd.ms-excel."
_SHEET = "xl/worksheets/sheet1.xml"

_ROWS = (
    '<row r="1" spans="1:2"><c r="A1" t="inlineStr"><is><t>No</t></is></c>'
    '<c r="B1" t="inlineStr"><is><t>Amount</t></is></c></row>'
    '<row r="2" spans="1:2"><c r="A2"><v>1</v></c><c r="B2"><v>2.5</v></c></row>'
    '<row r="3" spans="1:2"><c r="A3"><v>2</v></c><c r="B3"><f>B2*2</f><v>5</v></c></row>'
)


def feature_books() -> Iterator[tuple[str, Parts]]:
    """Name and parts of every book."""
    yield "excel of today", _todays_excel()
    yield "alternate content in the workbook", _alternate_workbook()
    yield "threaded comments", _threaded_comments()
    yield "slicer and pivot", _pivot_with_slicer()
    yield "query table and connection", _query_table()
    yield "data model and custom xml", _data_model()
    yield "macro sheet and project", _macros()
    yield "dynamic arrays and rich data", _dynamic_arrays()
    yield "pictures in cells of wps", _wps_pictures()
    yield "extension lists", _extension_lists()
    yield "hidden sheets", _hidden_sheets()
    yield "shared history", _shared_history()
    yield "external book", _external_book()


def _with(parts: Parts, owner: str, kind: str, path: str, content: str | bytes, type_: str) -> None:
    """Add a part and tie it to its owner."""
    folder = owner.rpartition("/")[0]
    target = f"/{path}" if not path.startswith(f"{folder}/") else path.removeprefix(f"{folder}/")
    parts.add(path, content, type_)
    whole = kind if "://" in kind else f"{RELATIONS}/{kind}"
    parts.tie(owner, whole, target, f"rId9{len(parts.parts)}")


def _todays_excel() -> Parts:
    sheet = (
        f'{DECLARATION}<worksheet xmlns="{MAIN}" xmlns:r="{RELATIONS}" xmlns:mc="{_MC}"'
        f' mc:Ignorable="x14ac xr" xmlns:x14ac="{_AC}" xmlns:xr="{_MS}/spreadsheetml/2014/revision"'
        ' xr:uid="{AF26E37F-0000-0000-0000-000000000001}"><dimension ref="A1:B3"/>'
        '<sheetFormatPr baseColWidth="10" defaultRowHeight="15" x14ac:dyDescent="0.25"/><sheetData>'
        + _ROWS.replace(' spans="1:2"', ' spans="1:2" x14ac:dyDescent="0.25"')
        + '</sheetData><phoneticPr fontId="1" type="noConversion"/><ignoredErrors>'
        '<ignoredError sqref="A2:A3" numberStoredAsText="1"/></ignoredErrors></worksheet>'
    )
    return package(sheet)


def _alternate_workbook() -> Parts:
    choice = (
        f'<mc:AlternateContent xmlns:mc="{_MC}"><mc:Choice Requires="x15"><x15ac:absPath'
        f' url="D:\\" xmlns:x15ac="{_MS}/spreadsheetml/2010/11/ac" xmlns:x15="urn:x15"/></mc:Choice>'
        "</mc:AlternateContent>"
    )
    return package(
        worksheet(_ROWS),
        before_sheets=f'<workbookPr date1904="false"/>{choice}<bookViews><workbookView/></bookViews>',
        workbook='<calcPr calcId="191029"/><extLst><ext uri="{140A7094-0E35-4892-8432-C4D2E57EDEB5}"'
        f' xmlns:x15="{_MS}/spreadsheetml/2010/11/main"><x15:workbookPr chartTrackingRefBase="1"/>'
        "</ext></extLst>",
    )


def _threaded_comments() -> Parts:
    parts = package(worksheet(_ROWS))
    threads = f"{_MS}/spreadsheetml/2018/threadedcomments"
    note = (
        f'{DECLARATION}<comments xmlns="{MAIN}"><authors><author>tc={{1}}</author></authors>'
        '<commentList><comment ref="B3" authorId="0"><text><t>[Threaded comment]</t></text>'
        "</comment></commentList></comments>"
    )
    thread = (
        f'{DECLARATION}<ThreadedComments xmlns="{threads}"><threadedComment ref="B3"'
        ' dT="2026-11-01T10:00:00.00" personId="{P}" id="{1}"><text>买家已回复</text>'
        "</threadedComment></ThreadedComments>"
    )
    person = (
        f'{DECLARATION}<personList xmlns="{threads}"><person displayName="小王" id="{{P}}"'
        ' userId="w" providerId="None"/></personList>'
    )
    _with(parts, _SHEET, "comments", "xl/comments1.xml", note, f"{_SML}comments+xml")
    kinds = f"{_MS}/2017/10/relationships"
    type_ = f"{_EXCEL}threadedcomments+xml"
    path = "xl/threadedComments/threadedComment1.xml"
    _with(parts, _SHEET, f"{kinds}/threadedComment", path, thread, type_)
    _with(
        parts,
        "xl/workbook.xml",
        f"{kinds}/person",
        "xl/persons/person.xml",
        person,
        f"{_EXCEL}person+xml",
    )
    return parts


def _pivot_with_slicer() -> Parts:
    pivot_sheet = worksheet(
        '<row r="3"><c r="A3" t="inlineStr"><is><t>No</t></is></c></row><row r="4"><c r="A4"><v>1</v></c></row>',
        f'<extLst><ext uri="{{A8765BA9-456A-4dab-B4F3-ACF838C121DE}}" xmlns:x14="{_X14}">'
        '<x14:slicerList><x14:slicer r:id="rId77"/></x14:slicerList></ext></extLst>',
    )
    parts = package(
        {"Sheet1": worksheet(_ROWS), "Pivot": pivot_sheet},
        workbook='<pivotCaches><pivotCache cacheId="1" r:id="rId88"/></pivotCaches>',
    )
    cache = (
        f'{DECLARATION}<pivotCacheDefinition xmlns="{MAIN}" xmlns:r="{RELATIONS}" refreshedBy="w">'
        '<cacheSource type="worksheet"><worksheetSource ref="A1:B3" sheet="Sheet1"/></cacheSource>'
        '<cacheFields count="1"><cacheField name="No"><sharedItems/></cacheField></cacheFields>'
        "</pivotCacheDefinition>"
    )
    table = (
        f'{DECLARATION}<pivotTableDefinition xmlns="{MAIN}" name="P" cacheId="1" dataCaption="V">'
        '<location ref="A3:A4" firstHeaderRow="1" firstDataRow="1" firstDataCol="0"/>'
        "</pivotTableDefinition>"
    )
    slicer = f'{DECLARATION}<slicers xmlns="{_X14}"><slicer name="No" cache="S" rowHeight="1"/></slicers>'
    owner = "xl/worksheets/sheet2.xml"
    parts.tie(
        "xl/workbook.xml",
        f"{RELATIONS}/pivotCacheDefinition",
        "pivotCache/pivotCacheDefinition1.xml",
        "rId88",
    )
    parts.add("xl/pivotCache/pivotCacheDefinition1.xml", cache, f"{_SML}pivotCacheDefinition+xml")
    _with(
        parts, owner, "pivotTable", "xl/pivotTables/pivotTable1.xml", table, f"{_SML}pivotTable+xml"
    )
    parts.tie(owner, f"{_MS}/2007/relationships/slicer", "../slicers/slicer1.xml", "rId77")
    parts.add("xl/slicers/slicer1.xml", slicer, f"{_EXCEL}slicer+xml")
    return parts


def _query_table() -> Parts:
    table = table_part("A1:B3", ["No", "Amount"], attributes=' tableType="queryTable"')
    parts = package(worksheet(_ROWS), tables={"Sheet1": [table]})
    query = f'{DECLARATION}<queryTable xmlns="{MAIN}" name="q" connectionId="1" autoFormatId="16"/>'
    connection = (
        f'{DECLARATION}<connections xmlns="{MAIN}"><connection id="1" name="q" type="5"'
        ' refreshedVersion="8"><dbPr connection="Provider=Microsoft.Mashup" command="SELECT * FROM [q]"/>'
        "</connection></connections>"
    )
    _with(
        parts,
        "xl/tables/table1.xml",
        "queryTable",
        "xl/queryTables/queryTable1.xml",
        query,
        f"{_SML}queryTable+xml",
    )
    _with(
        parts,
        "xl/workbook.xml",
        "connections",
        "xl/connections.xml",
        connection,
        f"{_SML}connections+xml",
    )
    return parts


def _data_model() -> Parts:
    parts = package(worksheet(_ROWS))
    model = bytes(range(256)) * 64
    _with(
        parts,
        "xl/workbook.xml",
        f"{_MS}/2011/relationships/powerPivotData",
        "xl/model/item.data",
        model,
        "application/vnd.openxmlformats-officedocument.model+data",
    )
    label = f'{DECLARATION}<clbl:labelList xmlns:clbl="{_MS}/2020/mipLabelMetadata"><clbl:label id="{{1}}" enabled="1"/></clbl:labelList>'
    _with(
        parts,
        "",
        f"{_MS}/2020/02/relationships/classificationlabels",
        "docMetadata/LabelInfo.xml",
        label,
        f"{_MS[7:]}.classificationlabels+xml",
    )
    item = (
        '<b:Sources xmlns:b="http://schemas.openxmlformats.org/officeDocument/2006/bibliography"/>'
    )
    _with(parts, "xl/workbook.xml", "customXml", "customXml/item1.xml", item, "application/xml")
    parts.add(
        "xl/printerSettings/printerSettings1.bin", b"\x00DEVMODE\xff" * 20, f"{_SML}printerSettings"
    )
    parts.tie(
        _SHEET, f"{RELATIONS}/printerSettings", "../printerSettings/printerSettings1.bin", "rId70"
    )
    return parts


def _macros() -> Parts:
    parts = package(worksheet(_ROWS))
    sheet = f'{DECLARATION}<xm:macrosheet xmlns="{MAIN}" xmlns:xm="{_XM}"><sheetData><row r="1"><c r="A1"><f>HALT()</f></c></row></sheetData></xm:macrosheet>'
    kind = f"{_MS}/2006/relationships/xlMacrosheet"
    _with(
        parts,
        "xl/workbook.xml",
        kind,
        "xl/macrosheets/sheet1.xml",
        sheet,
        f"{_EXCEL}macrosheet+xml",
    )
    project = f"{_MS}/2006/relationships/vbaProject"
    _with(
        parts,
        "xl/workbook.xml",
        project,
        "xl/vbaProject.bin",
        b"\xd0\xcf\x11\xe0 not a project",
        "application/vnd.ms-office.vbaProject",
    )
    signature = f"{_MS}/2006/relationships/vbaProjectSignature"
    _with(
        parts,
        "xl/vbaProject.bin",
        signature,
        "xl/vbaProjectSignature.bin",
        b"\0signed",
        "application/vnd.ms-office.vbaProjectSignature",
    )
    parts.types["xl/workbook.xml"] = f"{_EXCEL}sheet.macroEnabled.main+xml"
    return parts


def _dynamic_arrays() -> Parts:
    rows = _ROWS.replace(
        "</row>",
        '<c r="D1" cm="1"><f t="array" aca="1" ref="D1:D2" ca="1">_xlfn._xlws.SORT(B2:B3)</f><v>2.5</v></c></row>',
        1,
    ).replace(
        '<c r="B2"><v>2.5</v></c>',
        '<c r="B2"><v>2.5</v></c><c r="D2"><v>5</v></c><c r="E2" t="e" vm="1"><v>#VALUE!</v></c>',
    )
    parts = package(worksheet(rows.replace(' spans="1:2"', "")))
    metadata = (
        f'{DECLARATION}<metadata xmlns="{MAIN}"><metadataTypes count="1"><metadataType name="XLDAPR"'
        ' minSupportedVersion="120000"/></metadataTypes><cellMetadata count="1"><bk><rc t="1" v="0"/>'
        "</bk></cellMetadata></metadata>"
    )
    _with(
        parts,
        "xl/workbook.xml",
        "sheetMetadata",
        "xl/metadata.xml",
        metadata,
        f"{_SML}sheetMetadata+xml",
    )
    rich = f'{DECLARATION}<rvData xmlns="{_MS}/spreadsheetml/2017/richdata" count="1"><rv s="0"><v>0</v></rv></rvData>'
    _with(
        parts,
        "xl/workbook.xml",
        f"{_MS}/2017/06/relationships/rdRichValue",
        "xl/richData/rdrichvalue.xml",
        rich,
        f"{_EXCEL}rdrichvalue+xml",
    )
    return parts


def _wps_pictures() -> Parts:
    rows = _ROWS.replace(
        '<c r="A3"><v>2</v></c>',
        '<c r="A3" t="str"><f>_xlfn.DISPIMG("ID_1F",1)</f><v>=DISPIMG("ID_1F",1)</v></c>',
    )
    parts = package(worksheet(rows))
    images = f'{DECLARATION}<etc:cellImages xmlns:etc="http://www.wps.cn/officeDocument/2017/etCustomData"/>'
    kind = "http://www.wps.cn/officeDocument/2020/cellImage"
    _with(
        parts,
        "xl/workbook.xml",
        kind,
        "xl/cellimages.xml",
        images,
        "application/vnd.wps-officedocument.cellimage+xml",
    )
    return parts


def _extension_lists() -> Parts:
    formats = (
        f'<extLst><ext uri="{{78C0D931-6437-407d-A8EE-F0AAD7539E65}}" xmlns:x14="{_X14}">'
        f'<x14:conditionalFormattings><x14:conditionalFormatting xmlns:xm="{_XM}">'
        '<x14:cfRule type="expression" priority="1" id="{1}"><xm:f>Other!$A$1&gt;B2</xm:f></x14:cfRule>'
        "<xm:sqref>B2:B3</xm:sqref></x14:conditionalFormatting></x14:conditionalFormattings></ext>"
        f'<ext uri="{{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}}" xmlns:x14="{_X14}">'
        f'<x14:dataValidations count="1" xmlns:xm="{_XM}"><x14:dataValidation type="list">'
        "<x14:formula1><xm:f>Other!$A$1:$A$2</xm:f></x14:formula1><xm:sqref>A2:A3</xm:sqref>"
        "</x14:dataValidation></x14:dataValidations></ext></extLst>"
    )
    rows = _ROWS.replace(
        '<c r="A3"><v>2</v></c>', '<c r="A3"><v>2</v><extLst><ext uri="{9}"/></extLst></c>'
    )
    other = worksheet('<row r="1"><c r="A1"><v>1</v></c></row>')
    table = table_part("A1:B3", ["No", "Amount"])
    return package({"Sheet1": worksheet(rows, formats), "Other": other}, tables={"Sheet1": [table]})


def _hidden_sheets() -> Parts:
    parts = package({"Sheet1": worksheet(_ROWS), "Lists": worksheet(_ROWS)})
    book = parts.parts["xl/workbook.xml"]
    parts.parts["xl/workbook.xml"] = book.replace(
        b'name="Lists"', b'name="Lists" state="veryHidden"'
    )
    return parts


def _shared_history() -> Parts:
    parts = package(worksheet(_ROWS))
    headers = f'{DECLARATION}<headers xmlns="{MAIN}" guid="{{1}}"><header guid="{{1}}" dateTime="2026-01-01T00:00:00Z" maxSheetId="2" userName="w"/></headers>'
    _with(
        parts,
        "xl/workbook.xml",
        "revisionHeaders",
        "xl/revisions/revisionHeaders.xml",
        headers,
        f"{_SML}revisionHeaders+xml",
    )
    return parts


def _external_book() -> Parts:
    rows = _ROWS.replace("B2*2", "[1]Prices!A1*B2").replace("<v>5</v>", "<v>5</v>")
    parts = package(
        worksheet(rows),
        workbook='<externalReferences><externalReference r:id="rId66"/></externalReferences>',
    )
    link = f'{DECLARATION}<externalLink xmlns="{MAIN}" xmlns:r="{RELATIONS}"><externalBook r:id="rId1"><sheetNames><sheetName val="Prices"/></sheetNames></externalBook></externalLink>'
    parts.add("xl/externalLinks/externalLink1.xml", link, f"{_SML}externalLink+xml")
    parts.tie(
        "xl/workbook.xml", f"{RELATIONS}/externalLink", "externalLinks/externalLink1.xml", "rId66"
    )
    return parts
