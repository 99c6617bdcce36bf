"""The hazards that real files hold, one small workbook for each."""

# ruff: noqa: E501 - markup is read best in one line

from collections.abc import Iterator

from tests.corpus.made_features import feature_books
from tests.corpus.made_packages import packed_books
from tests.corpus.packages import (
    DECLARATION,
    MAIN,
    Parts,
    pack,
    package,
    strings_part,
    table_part,
    worksheet,
)

_ROWS = (
    '<row r="1" spans="1:3"><c r="A1" t="inlineStr"><is><t>No</t></is></c>'
    '<c r="B1" t="inlineStr"><is><t>Amount</t></is></c></row>'
    '<row r="2" spans="1:3" ht="30" customHeight="1"><c r="A2" s="1"><v>45000</v></c>'
    '<c r="B2" s="2"><v>12.5</v></c></row>'
    '<row r="3" spans="1:3"><c r="A3"><v>3</v></c><c r="B3" s="2"><f>B2*2</f><v>25</v></c></row>'
)


def hand_made() -> Iterator[tuple[str, bytes]]:
    """Name and bytes of every book."""
    for name, parts in _sheets():
        yield name, pack(parts)
    for name, parts in feature_books():
        yield name, pack(parts)
    yield from packed_books()


def _sheets() -> Iterator[tuple[str, Parts]]:
    yield "empty sheet data", package(worksheet())
    yield "plain", package(worksheet(_ROWS))
    yield "dimension", package(worksheet(_ROWS, before='<dimension ref="A1:B3"/>'))
    yield (
        "no styles",
        package(worksheet(_ROWS.replace(' s="1"', "").replace(' s="2"', "")), styles=None),
    )
    yield "1904", package(worksheet(_ROWS), before_sheets='<workbookPr date1904="1"/>')
    yield (
        "1904 behind an extension",
        package(
            worksheet(_ROWS),
            before_sheets='<workbookPr date1904="true"/>',
            workbook='<extLst><ext uri="{x}" xmlns:x15="urn:x15"><x15:workbookPr chartTrackingRefBase="1"/>'
            "</ext></extLst>",
        ),
    )
    yield (
        "no names on cells",
        package(worksheet('<row r="2"><c><v>1</v></c><c r="D2"><v>2</v></c><c><v>3</v></c></row>')),
    )
    yield (
        "no numbers on rows",
        package(worksheet("<row><c><v>1</v></c></row><row><c/><c><v>2</v></c></row>")),
    )
    yield (
        "merged",
        package(worksheet(_ROWS, '<mergeCells count="1"><mergeCell ref="A5:B6"/></mergeCells>')),
    )
    yield (
        "comment between rows",
        package(worksheet(_ROWS.replace("<row", '<!-- <row r="9"> --><row', 1))),
    )
    yield (
        "cdata",
        package(
            worksheet('<row r="1"><c r="A1" t="str"><v><![CDATA[</c><row r="7">]]></v></c></row>')
        ),
    )
    yield "instruction", package(worksheet("<?a <row r='5'/> ?>" + _ROWS))
    yield (
        "doctype",
        package(worksheet(_ROWS).replace(DECLARATION, DECLARATION + "<!DOCTYPE worksheet>")),
    )
    yield "pretty", package(worksheet("\n" + _ROWS.replace("><", ">\n  <") + "\n"))
    yield "single quotes", package(worksheet(_ROWS.replace('"', "'")))
    yield "shared formula", package(worksheet(_shared_rows()), chain=_chain("B1", "B2", "B3", "B4"))
    yield (
        "array formula",
        package(
            worksheet(
                '<row r="1"><c r="A1"><f t="array" ref="A1:A2">B1:B2*2</f><v>2</v></c></row>'
                '<row r="2"><c r="A2"><v>4</v></c><c r="B2"><v>2</v></c></row>'
            )
        ),
    )
    yield (
        "data table",
        package(
            worksheet(
                '<row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="B2">'
                '<f t="dataTable" ref="B2:B3" dt2D="0" dtr="0" r1="A1"/><v>1</v></c></row>'
                '<row r="3"><c r="B3"><v>2</v></c></row>'
            )
        ),
    )
    yield (
        "cell metadata",
        package(
            worksheet(
                '<row r="1"><c r="A1" cm="1"><f t="array" ref="A1">SUM(1)</f><v>1</v></c>'
                '<c r="B1" vm="1" t="e"><v>#VALUE!</v></c></row>'
            )
        ),
    )
    yield "iso date", package(worksheet('<row r="1"><c r="A1" t="d"><v>2026-01-02</v></c></row>'))
    yield (
        "rich inline",
        package(
            worksheet(
                '<row r="1"><c r="A1" t="inlineStr"><is><r><rPr><b/></rPr><t>bold</t></r>'
                '<r><t xml:space="preserve"> rest</t></r></is></c><c r="B1"><v>1</v></c></row>'
            )
        ),
    )
    yield (
        "rich shared",
        package(
            worksheet('<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>'),
            strings=strings_part(
                "<r><rPr><b/></rPr><t>rich</t></r><r><t> text</t></r>",
                '<t>日本</t><rPh sb="0" eb="2"><t>にほん</t></rPh>',
            ),
        ),
    )
    yield (
        "alternate content",
        package(
            worksheet(
                _ROWS,
                '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/'
                'markup-compatibility/2006"><mc:Choice Requires="x14" xmlns:x14="urn:a"/>'
                "</mc:AlternateContent>",
            )
        ),
    )
    yield "protected", package(worksheet(_ROWS, '<sheetProtection sheet="1"/>'))
    yield (
        "far cells",
        package(
            worksheet(
                '<row r="1"><c r="XFD1"><v>1</v></c></row><row r="1048576"><c r="A1048576"><v>2</v></c></row>'
            )
        ),
    )
    yield "table", _table_book("A1:C3")
    yield (
        "table with totals",
        _table_book(
            "A1:C4",
            ' totalsRowCount="1"',
            filtered="A1:C3",
            rows=_TABLE_ROWS + _TOTALS,
            inside={"No": 'totalsRowLabel="Sum"', "Amount": 'totalsRowFunction="sum"'},
        ),
    )
    yield "table without headings", _table_book("A2:C3", ' headerRowCount="0"', filtered="")
    yield (
        "table with one blank row",
        _table_book("A1:C2", rows=_TABLE_ROWS.partition('<row r="2"')[0]),
    )
    yield (
        "several tables",
        package(
            worksheet(
                _TABLE_ROWS + '<row r="9"><c r="F9" t="inlineStr"><is><t>X</t></is></c></row>'
            ),
            tables={
                "Sheet1": [
                    table_part("A1:C3", ["No", "Amount", "Twice"]),
                    table_part("F9:F10", ["X"], "Other", identity=2),
                ]
            },
        ),
    )
    yield (
        "several sheets",
        package(
            {
                "数据": worksheet(_ROWS),
                "Sum &amp; more": worksheet(
                    '<row r="1"><c r="A1"><f>SUM(数据!B2:B3)</f><v>37.5</v></c></row>'
                ),
            },
            chain=_chain("B3"),
        ),
    )


_TABLE_ROWS = (
    '<row r="1"><c r="A1" t="inlineStr"><is><t>No</t></is></c>'
    '<c r="B1" t="inlineStr"><is><t>Amount</t></is></c>'
    '<c r="C1" t="inlineStr"><is><t>Twice</t></is></c></row>'
    '<row r="2"><c r="A2" s="1"><v>45000</v></c><c r="B2" s="2"><v>1</v></c>'
    '<c r="C2"><f>Table1[[#This Row],[Amount]]*2</f><v>2</v></c></row>'
    '<row r="3" ht="25" customHeight="1"><c r="A3" s="1"><v>45001</v></c><c r="B3" s="2"><v>2</v></c>'
    '<c r="C3"><f>Table1[[#This Row],[Amount]]*2</f><v>4</v></c></row>'
)
_TOTALS = (
    '<row r="4"><c r="A4" t="inlineStr"><is><t>Sum</t></is></c>'
    '<c r="B4" s="2"><f>SUBTOTAL(109,Table1[Amount])</f><v>3</v></c></row>'
)


def _table_book(
    area: str,
    attributes: str = "",
    filtered: str | None = None,
    rows: str = _TABLE_ROWS,
    inside: dict[str, str] | None = None,
) -> Parts:
    calculated = "<calculatedColumnFormula>Table1[[#This Row],[Amount]]*2</calculatedColumnFormula>"
    table = table_part(
        area,
        ["No", "Amount", "Twice"],
        attributes=attributes,
        filtered=filtered,
        inside={"Twice": calculated} | (inside or {}),
    )
    after = (
        '<conditionalFormatting sqref="B2:B3"><cfRule type="cellIs" priority="1" operator="lessThan">'
        '<formula>0</formula></cfRule></conditionalFormatting><dataValidations count="1">'
        '<dataValidation type="whole" sqref="B2:B3"><formula1>0</formula1></dataValidation>'
        '</dataValidations><tableParts count="1"><tablePart r:id="rId1"/></tableParts>'
    )
    return package(
        worksheet(rows, after),
        tables={"Sheet1": [table]},
        workbook='<definedNames><definedName name="Amounts">Sheet1!$B$2:$B$3</definedName>'
        "</definedNames>",
    )


def _shared_rows() -> str:
    rows = '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><f t="shared" ref="B1:B4" si="0">A1*2</f><v>2</v></c></row>'
    for number in range(2, 5):
        rows += (
            f'<row r="{number}"><c r="A{number}"><v>{number}</v></c>'
            f'<c r="B{number}"><f t="shared" si="0"/><v>{2 * number}</v></c></row>'
        )
    return rows


def _chain(*cells: str) -> str:
    first, rest = cells[0], cells[1:]
    entries = f'<c r="{first}" i="1"/>' + "".join(f'<c r="{cell}"/>' for cell in rest)
    return f'{DECLARATION}<calcChain xmlns="{MAIN}">{entries}</calcChain>'
