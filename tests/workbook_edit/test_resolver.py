from hypothesis import given
from hypothesis import strategies as st

from sheetops.adapters.workbook.editing.resolver import Resolver

_PIECES = st.sampled_from(
    ["A@", "$B$@", "C^", "D$^:E@", "A$1:A@", "F@9", "G1^", "H:H", "@:@", "S@!A@", "'T ^'!B2", "@",
     '"@"', "N@", "SUM(A@)", "K5", "A3:A9"]
)  # fmt: skip
_NAMES = {f"n{number}": f"Sheet!$Z${number}" for number in range(3, 30)}


def _text(pieces: list[str], row: int) -> str:
    """``@`` is the formula's own row, ``^`` the one above."""
    return "+".join(pieces).replace("@", str(row)).replace("^", str(row - 1))


@given(st.lists(_PIECES, min_size=1, max_size=4), st.lists(st.integers(2, 25), min_size=2))
def test_template_learned_in_one_row_is_right_in_every_other(
    pieces: list[str], rows: list[int]
) -> None:
    experienced = Resolver(_NAMES, {})
    for row in rows:
        fresh = Resolver(_NAMES, {})
        text = _text(pieces, row)
        assert experienced.places("s", row, text) == fresh.places("s", row, text)


def test_formula_in_every_row_is_understood_once() -> None:
    resolver = Resolver({}, {})
    for row in range(10, 200):
        assert resolver.places("s", row, f"A{row}*B$1") == (
            ("s", row, 1, row, 1),
            ("s", 1, 2, 1, 2),
        )
    assert len(resolver._templates) <= 3
