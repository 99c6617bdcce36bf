"""Whatever is wrong, a person reads what it is and what to do; nothing is lost, no traceback."""

import os
import shutil
import sys
from hashlib import sha256
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.cli.conftest import Run

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PROTECTED = OLE + bytes(504) + "EncryptedPackage".encode("utf-16-le") + bytes(512)
"""What Excel saves with a password: a compound file around an encrypted package."""
BOOKS = ("applications.xlsx", "slips.xlsx", "handbook.xlsx")


def shas(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file() and path.suffix in (".xlsx", ".toml")
    }


def codes(found: list[dict[str, str]]) -> set[str]:
    return {one["code"] for one in found}


@pytest.mark.parametrize(
    ("settings", "named"),
    [
        ("langauge", "langauge"),
        ("[mail]\nport = 'x'", "mail.port"),
        ("[mail", "TOML"),
    ],
)
def test_settings_when_wrong_are_named(run: Run, shop: Path, settings: str, named: str) -> None:
    path = shop / "sheetops.toml"
    line = settings if settings.startswith("[") else f"{settings} = 'x'"
    head = "id = 'a'\nname = 'b'\n"
    path.write_text(head + line + "\n", encoding="utf-8")
    said = run("check", "--shop", shop)
    assert said.code == 5
    assert named in said.err or "写法有误" in said.err


def test_folder_that_is_no_shop(run: Run, tmp_path: Path) -> None:
    said = run("run", "--shop", tmp_path)
    assert said.code == 3
    assert "sheetops init" in said.err


def test_init_when_the_folder_has_something_in_it(run: Run, shop: Path) -> None:
    before = shas(shop)
    said = run("init", shop)
    assert said.code == 4
    assert shas(shop) == before


def test_command_that_does_not_exist(run: Run) -> None:
    assert run("chekc").code == 2
    assert run("run", "--nonsense").code == 2


def test_job_that_does_not_exist(run: Run, shop: Path) -> None:
    said = run("run", "validate_row", "--shop", shop)
    assert said.code == 2
    assert "validate_rows" in said.err


def test_job_of_the_shop_that_is_broken_changes_nothing(run: Run, shop: Path) -> None:
    (shop / "jobs").mkdir()
    (shop / "jobs" / "advise.py").write_text("def plan(shop):\n    yield 1 / 0\n", encoding="utf-8")
    before = shas(shop)
    said = run("run", "advise", "--shop", shop)
    assert said.code == 9
    assert "advise" in said.err
    assert "ZeroDivisionError" in said.err
    assert shas(shop).items() >= before.items()


@pytest.mark.parametrize("book", BOOKS)
@pytest.mark.parametrize(
    ("damage", "code"),
    [
        (b"", "book-empty"),
        (b"not a zip at all", "book-not-workbook"),
        (OLE + b"\0" * 600, "book-old-format"),
        (PROTECTED, "book-encrypted"),
        (None, "book-missing"),
        ("cut", "book-damaged"),
    ],
)
def test_workbook_when_damaged_is_named_and_left_alone(
    run: Run, shop: Path, book: str, damage: bytes | str | None, code: str
) -> None:
    path = shop / book
    if damage is None:
        path.unlink()
    else:
        path.write_bytes(path.read_bytes()[:9000] if isinstance(damage, str) else damage)
    before = shas(shop)
    said = run("check", "--shop", shop, "--json")
    assert said.code == 1
    named = [one for one in said.json if one["book"] == book]
    assert code in codes(named)
    ran = run("run", "--shop", shop)
    assert ran.code == 6
    assert book in ran.err
    after = shas(shop)
    assert [after.get(name) for name in BOOKS] == [before.get(name) for name in BOOKS]


def test_sheet_and_heading_when_missing_are_named(run: Run, shop: Path) -> None:
    book = load_workbook(shop / "applications.xlsx")
    del book["评价反馈"]
    sheet = book["申请登记"]
    heading = next(
        cell for row in sheet.iter_rows(max_row=3) for cell in row if cell.value == "订单编号"
    )
    heading.value = "什么编号"
    book.save(shop / "applications.xlsx")
    said = run("check", "--shop", shop, "--json")
    assert {"sheet-missing", "heading-missing"} <= codes(said.json)
    assert any("订单编号" in one["message"] for one in said.json)


def test_folder_when_it_may_not_be_written(run: Run, shop: Path) -> None:
    if os.name == "nt":
        pytest.skip("needs POSIX permissions")
    before = shas(shop)
    plain = (
        ("setpriv", "--bounding-set", "-dac_override,-dac_read_search") if os.geteuid() == 0 else ()
    )
    if plain and not shutil.which("setpriv"):
        pytest.skip("running as root without setpriv: permissions do not bind root")
    for folder in (shop, *(p for p in shop.rglob("*") if p.is_dir())):
        folder.chmod(0o555)
    try:
        said = run("run", "--shop", shop, before=plain)
    finally:
        for folder in (shop, *(p for p in shop.rglob("*") if p.is_dir())):
            folder.chmod(0o755)
    assert said.code == 7
    assert "权限" in said.err
    assert shas(shop) == before


@pytest.mark.skipif(sys.platform == "win32", reason="needs RLIMIT_FSIZE")
@pytest.mark.parametrize("limit", [0, 4096, 20_000])
def test_disk_when_it_is_full_loses_nothing(run: Run, shop: Path, limit: int) -> None:
    before = shas(shop)
    said = run("run", "--shop", shop, limit=limit)
    assert said.code == 7 or "没做成" in said.out + said.err or "失败" in said.out + said.err
    after = shas(shop)
    assert {name: after.get(name) for name in before} == before
    again = run("run", "--shop", shop)
    assert again.code == 0, again.err
