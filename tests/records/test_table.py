"""Rows are known by key; what waits in the journal is laid over them."""

from datetime import datetime

from sheetops.records.applications import APPLICATIONS
from sheetops.records.columns import Value
from sheetops.records.table import Span, Table, joined

APPLIED = datetime(2026, 3, 1, 10, 30)  # noqa: DTZ001 - shop time is naive


def table(book: str = "applications.xlsx", first: str = "AS20260301-0001") -> Table:
    columns: dict[str, list[Value]] = {
        "case_id": [first, None],
        "platform": ["tmall", "tmall"],
        "refund_no": ["106206407540810", "106206407540811"],
        "sub_order_no": [None, None],
        "remark": ["a", "b"],
    }
    letters = {"case_id": "A", "remark": "T"}
    return Table(
        APPLICATIONS, columns, (Span(book, "申请登记", (3, 4), {"remark": "商家备注"}, letters),)
    )


def test_row_without_number_is_known_by_its_natural_key() -> None:
    assert table().keys == ("AS20260301-0001", "tmall|106206407540811|")


def test_row_with_number_is_found_by_its_natural_key_too() -> None:
    found = table().find("tmall|106206407540810|")
    assert found is not None
    assert found.key == "AS20260301-0001"


def test_place_names_book_sheet_heading_and_cell() -> None:
    place = table()[1].place("remark")
    assert (place.book, place.sheet, place.row, place.column, place.cell) == (
        "applications.xlsx",
        "申请登记",
        4,
        "商家备注",
        "T4",
    )


def test_overlay_when_the_key_itself_waits() -> None:
    waiting = {
        ("tmall|106206407540811|", "case_id"): "AS20260301-0002",
        ("AS20260301-0002", "remark"): "c",
    }
    laid = table().overlaid(waiting)
    assert laid.keys == ("AS20260301-0001", "AS20260301-0002")
    assert list(laid.column("remark")) == ["a", "c"]


def test_overlay_when_a_whole_row_waits() -> None:
    new = {"case_id": None, "platform": "taobao", "refund_no": "1", "applied_at": APPLIED}
    laid = table().overlaid({("taobao|1|", "remark"): "new"}, [("applications.xlsx", new)])
    assert len(laid) == 3
    assert laid[2]["remark"] == "new"
    assert laid[2].place().row is None


def test_row_that_waits_is_placed_in_the_words_of_its_own_workbook() -> None:
    told = Span("applications.xlsx", "Applications", (3,), {"remark": "Merchant note"}, {})
    other = Span("other.xlsx", "申请登记", (3,), {}, {})
    both = Table(APPLICATIONS, {"case_id": ["AS20260301-0001", "AS20260301-0002"]}, (other, told))
    laid = both.overlaid({}, [("applications.xlsx", {"case_id": "AS20260301-0003"})])
    place = laid[2].place("remark")
    assert (place.sheet, place.row, place.column) == ("Applications", None, "Merchant note")


def test_overlay_leaves_the_table_it_is_laid_over_alone() -> None:
    below = table()
    below.overlaid({("AS20260301-0001", "remark"): "z"})
    assert list(below.column("remark")) == ["a", "b"]


def test_books_of_one_kind_when_joined_keep_their_places() -> None:
    both = joined([table(), table("applications-li.xlsx", "AS20260301-0009")])
    assert len(both) == 4
    assert both.place(2).book == "applications-li.xlsx"
    assert both.place(2).row == 3


def test_row_is_not_found_when_an_earlier_one_has_its_key() -> None:
    doubled = joined([table(), table(book="applications-2.xlsx")])
    assert [doubled.finds(place) for place in range(4)] == [True, True, False, False]


def test_row_without_number_is_not_found_when_an_earlier_one_has_its_natural_key() -> None:
    refund_no = ["106206407540810", "106206407540810"]
    found = Table(APPLICATIONS, {**table().columns, "refund_no": refund_no}, table().spans)
    assert [found.finds(place) for place in range(2)] == [True, False]


def test_fields_are_all_columns_of_the_sheet_by_key() -> None:
    fields = table()[0].fields()
    assert list(fields) == [column.key for column in APPLICATIONS.columns]
    assert (fields["remark"], fields["owner"]) == ("a", None)
