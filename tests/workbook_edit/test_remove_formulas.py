from sheetops.adapters.workbook.editing import (
    Formula,
    RemoveRows,
    SetCell,
    edit,
)
from sheetops.adapters.workbook.editing.edits import Edit
from tests.corpus.packages import pack, package, part, worksheet
from tests.workbook_edit.small_table import (
    FIVE,
    HEAD,
    cell,
    column,
    numbered,
    refused,
    remove,
    row,
    rows_book,
    sheet_of,
    table,
)


def test_formulas_of_rows_go_along() -> None:
    rows = "".join(numbered(n, cell(f"B{n}", n * 20, f"A{n}*2")) for n in range(2, 7)) + row(
        8, cell("A8", 200, "SUM(A2:A6)"), cell("B8", 60, "$A$6")
    )
    data = remove(rows_book(rows), 3, 4)
    assert column(data, "B") == ["Twice", "=A2*2", "=A3*2", "=A4*2", None, "=$A$4"]
    assert sheet_of(data)["A6"].value == "=SUM(A2:A4)"


def test_the_last_row_that_a_sheet_can_have_moves_up_and_whole_columns_stay() -> None:
    rows = FIVE + row(1_048_576, cell("A1048576", 7, "SUM(A:A)"))
    after = '<conditionalFormatting sqref="B1:B1048576 C2:C1048576"/>'
    markup = part(remove(rows_book(rows, after), 3))
    assert '<c r="A1048575"><f>SUM(A:A)</f>' in markup
    assert 'sqref="B1:B1048576 C2:C1048575"' in markup  # the last row is filled: no room


def test_a_value_that_was_calculated_from_a_row_is_calculated_anew() -> None:
    rows = FIVE + row(8, cell("A8", 200, "SUM(A2:A6)"), cell("B8", 5, "2+3"))
    data = remove(rows_book(rows), 3)
    assert '<c r="A7"><f>SUM(A2:A5)</f></c>' in part(data)
    assert '<c r="B7"><f>2+3</f><v>5</v></c>' in part(data)
    assert 'fullCalcOnLoad="1"' in part(data, "xl/workbook.xml")


def test_a_row_number_in_a_formula_is_calculated_anew() -> None:
    rows = "".join(numbered(n, cell(f"B{n}", n - 1, "ROW()-1")) for n in range(2, 7))
    markup = part(remove(rows_book(rows), 4))
    assert '<c r="B3"><f>ROW()-1</f><v>2</v></c>' in markup
    assert '<c r="B5"><f>ROW()-1</f></c>' in markup


def test_formula_that_needs_the_row_is_refused_with_its_place() -> None:
    rows = FIVE + row(8, cell("A8", 30, "A3+1"))
    refusal = refused(rows_book(rows), RemoveRows("Sheet1", "T", [3]))
    assert (refusal.reason, refusal.place, refusal.detail) == (
        "row-referenced",
        "Sheet1!A8",
        "A3+1",
    )


def test_formulas_on_other_sheets_follow() -> None:
    other = worksheet(
        row(1, cell("A1", 60, "Sheet1!A6"), cell("B1", 1, "SUM('Sheet1'!$A$2:A6)*A6"))
    )
    data = pack(
        package({"Sheet1": worksheet(HEAD + FIVE), "Other": other}, tables={"Sheet1": [table()]})
    )
    new = remove(data, 3)
    assert sheet_of(new, "Other")["A1"].value == "=Sheet1!A5"
    assert sheet_of(new, "Other")["B1"].value == "=SUM('Sheet1'!$A$2:A5)*A6"


def test_shared_formula_is_taken_apart_only_where_rows_read_differently() -> None:
    def shared(n: int) -> str:
        text = "A2+$A$6" if n == 2 else ""
        ref = ' ref="B2:B6"' if n == 2 else ""
        return f'<c r="B{n}"><f t="shared"{ref} si="0">{text}</f><v>1</v></c>'

    data = remove(rows_book("".join(numbered(n, shared(n)) for n in range(2, 7))), 3)
    assert '<f t="shared" ref="B2:B5" si="0">A2+$A$5</f>' in part(data)
    assert column(data, "B")[1:] == ["=A2+$A$5", "=A3+$A$5", "=A4+$A$5", "=A5+$A$5"]


def test_shared_formula_whose_rows_read_differently_gets_texts_of_its_own() -> None:
    def shared(n: int) -> str:
        text, ref = ("SUM(A2:A4)", ' ref="B3:B5"') if n == 3 else ("", "")
        return f'<c r="B{n}"><f t="shared"{ref} si="0">{text}</f><v>1</v></c>'

    rows = numbered(2) + "".join(numbered(n, shared(n)) for n in range(3, 6)) + numbered(6)
    data = remove(rows_book(rows), 2)
    assert column(data, "B")[1:4] == ["=SUM(A2:A3)", "=SUM(A2:A4)", "=SUM(A3:A5)"]


def test_master_of_a_shared_formula_hands_it_on() -> None:
    def shared(n: int) -> str:
        text, ref = ("A2*2", ' ref="B2:B6"') if n == 2 else ("", "")
        return f'<c r="B{n}"><f t="shared"{ref} si="0">{text}</f><v>1</v></c>'

    data = remove(rows_book("".join(numbered(n, shared(n)) for n in range(2, 7))), 2)
    assert column(data, "B")[1:] == ["=A2*2", "=A3*2", "=A4*2", "=A5*2"]


def test_calculation_chain_follows() -> None:
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    rows = "".join(numbered(n, cell(f"B{n}", n * 20, f"A{n}*2")) for n in range(2, 7))
    cells = "".join(
        f'<c r="B{n}"{" i=" + chr(34) + "1" + chr(34) if n == 6 else ""}/>' for n in (6, 5, 4, 3, 2)
    )
    data = remove(rows_book(rows, chain=f'<calcChain xmlns="{main}">{cells}</calcChain>'), 6, 3)
    chain = part(data, "xl/calcChain.xml")
    assert '<c r="B4" i="1"/><c r="B3"/><c r="B2"/></calcChain>' in chain


def test_a_formula_written_before_follows_too() -> None:
    edits: list[Edit] = [
        SetCell("Sheet1", "D9", Formula("A6+A2")),
        RemoveRows("Sheet1", "T", [3]),
    ]
    assert sheet_of(edit(rows_book(), edits))["D8"].value == "=A5+A2"


def test_reference_through_several_sheets_is_refused() -> None:
    other = worksheet(row(1, cell("A1", 60, "SUM(Sheet1:Other!A6)")))
    sheets: dict[str, str | bytes] = {"Sheet1": worksheet(HEAD + FIVE), "Other": other}
    data = pack(package(sheets, tables={"Sheet1": [table()]}))
    assert refused(data, RemoveRows("Sheet1", "T", [3])).reason == "row-referenced"
