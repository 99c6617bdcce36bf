"""An export is taken in once: a crash before it is put aside changes nothing about that."""

from datetime import datetime
from pathlib import Path

import pytest

from sheetops.adapters import crashpoints
from sheetops.adapters.clock import FixedClock
from sheetops.scheduler.turn import run_named
from sheetops.shop import Shop
from tests.torture.crash_world import export_of

NOW = datetime.fromisoformat("2026-11-23 10:00:00")


class Crash(BaseException):
    """The power went."""


@pytest.fixture
def inbox(shop: Path) -> Path:
    (shop / "inbox" / "退款.csv").write_text(export_of(11), "utf-8-sig")
    return shop / "inbox"


def run(shop: Path) -> Shop:
    opened = Shop(shop, FixedClock(NOW))
    run_named(opened, ["import_exports"], lambda *_: None)
    return opened


def crash_after_deciding(shop: Path) -> None:
    def cut(name: str) -> None:
        if name == "publish: read":
            raise Crash

    with crashpoints.armed(cut), pytest.raises(Crash):
        run(shop)


def entries(shop: Shop) -> list[str | None]:
    return [row.new_value for row in shop.log_rows() if row.source == "inbox/退款.csv"]


def test_export_that_a_crash_left_in_the_inbox_is_put_aside_and_not_read_again(
    shop: Path, inbox: Path
) -> None:
    crash_after_deciding(shop)
    assert (inbox / "退款.csv").exists()
    run(shop)
    assert not (inbox / "退款.csv").exists()
    assert len(entries(run(shop))) == 1


def test_export_that_a_person_puts_in_its_place_meanwhile_is_taken_in(
    shop: Path, inbox: Path
) -> None:
    crash_after_deciding(shop)
    (inbox / "退款.csv").write_text(export_of(11, 12), "utf-8-sig")
    run(shop)
    found = run(shop).records["applications"].column("refund_no")
    assert [number for number in found if number] == ["106206407540811", "106206407540812"]
