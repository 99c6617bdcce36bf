import pytest

from sheetops.adapters.workbook.editing.markup import Document, decode, encode
from sheetops.adapters.workbook.editing.refusal import EditRefused

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def _document(inside: str) -> Document:
    return Document(f'<w xmlns="{_MAIN}" xmlns:o="urn:o">{inside}</w>'.encode(), "part")


def _inside(document: Document) -> str:
    whole = document.render().decode()
    return whole[whole.index(">") + 1 : whole.rindex("<")]


def test_unchanged_part_is_the_same_bytes() -> None:
    document = _document("<a  b = 'x'/>\n<!-- c --><o:a>&amp;&#65;</o:a >")
    assert document.render() == document.content


def test_elements_are_found_by_namespace_and_depth() -> None:
    document = _document("<o:a n='1'/><b><a n='2'/></b><a n='3'/>")
    found = document.root.child("a")
    assert found is not None
    assert found.get("n") == "3"


def test_only_the_changed_attribute_is_written_anew() -> None:
    document = _document("<a  x='1' y='&quot;2'/> <a x='1'/>")
    next(document.root.each("a")).put("x", 'a"<b\n')
    assert _inside(document) == '<a x="a&quot;&lt;b&#10;" y="&quot;2"/> <a x=\'1\'/>'


def test_text_is_replaced_and_escaped() -> None:
    document = _document("<a>old</a><b/>")
    for name in ("a", "b"):
        element = document.root.child(name)
        assert element is not None
        element.write("x < y & z")
    assert _inside(document) == "<a>x &lt; y &amp; z</a><b>x &lt; y &amp; z</b>"


def test_markup_is_added_first_inside_and_after() -> None:
    document = _document("<a><b/></a><c/>")
    a, c = document.root.child("a"), document.root.child("c")
    assert a is not None
    assert c is not None
    a.first, a.inside, a.after = b"<first/>", b"<last/>", b"<next/>"
    c.inside = b"<in/>"
    assert _inside(document) == "<a><first/><b/><last/></a><next/><c><in/></c>"


def test_removed_element_takes_its_changes_along() -> None:
    document = _document("<a><b n='1'/></a><c/>")
    a = document.root.child("a")
    assert a is not None
    a.children[0].put("n", "2")
    a.remove()
    assert _inside(document) == "<c/>"


@pytest.mark.parametrize(
    "markup",
    [b"<a>", b"", b"text", b"<a></b>", b"<a x='1' x='2'/>", b"<a>\xff\xfe</a>", b"<a>" * 5000],
)
def test_malformed_part_is_refused(markup: bytes) -> None:
    with pytest.raises(EditRefused) as caught:
        Document(markup, "part")
    assert caught.value.reason == "malformed-xml"


def test_entity_declarations_are_refused() -> None:
    bomb = b"<!DOCTYPE a [<!ENTITY b 'c'><!ENTITY d '&b;&b;'>]><a>&d;</a>"
    with pytest.raises(EditRefused) as caught:
        Document(bomb, "part")
    assert caught.value.reason == "xml-entities"


@pytest.mark.parametrize("codec", ["utf-16", "utf-16-le", "utf-16-be", "iso-8859-1", "gb2312"])
def test_other_encodings_come_back_as_they_were(codec: str) -> None:
    name = "utf-16" if codec.startswith("utf") else codec
    markup = f'<?xml version="1.0" encoding="{name}"?><a>x</a>'.encode(codec)
    content, found = decode(markup, "part")
    assert content.endswith(b"<a>x</a>")
    assert encode(content, found) == markup


def test_unknown_encoding_is_refused() -> None:
    with pytest.raises(EditRefused) as caught:
        decode(b'<?xml version="1.0" encoding="klingon"?><a/>', "part")
    assert caught.value.reason == "unknown-encoding"


def test_character_outside_of_the_encoding_becomes_a_reference() -> None:
    assert encode("<a>货</a>".encode(), "iso-8859-1") == b"<a>&#36135;</a>"
