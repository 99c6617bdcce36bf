"""`sheetops import`: a preview, then the same plan and apply as the job; and what it refuses."""

import json
import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sheetops.__main__ import run
from sheetops.adapters.exports.refusals import LARGEST
from sheetops.adapters.workbook.build.new_shop import init_shop
from sheetops.records.problems import Problem
from sheetops.records.text import LANGUAGES, Language
from sheetops.shop import Shop
from tests.importing.export_files import as_csv, as_xlsx, exported
from tests.importing.test_mapping import HEADINGS, ROW

NAME = "退款管理.xlsx"
Ask = Callable[..., int]


@pytest.fixture(scope="module")
def pristine(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Language], Path]:
    made: dict[Language, Path] = {}

    def pristine(language: Language) -> Path:
        if language not in made:
            made[language] = tmp_path_factory.mktemp("pristine") / "shop"
            init_shop(made[language], language, "晴山旗舰店")
        return made[language]

    return pristine


@pytest.fixture
def shop(
    request: pytest.FixtureRequest,
    pristine: Callable[[Language], Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Path:
    """A new shop; in Chinese unless the test asks for another language."""
    monkeypatch.setenv("SHEETOPS_STATE", str(tmp_path / "state"))
    shutil.copytree(pristine(getattr(request, "param", "zh-CN")), tmp_path / "shop")
    return tmp_path / "shop"


@pytest.fixture
def ask(shop: Path) -> Ask:
    def ask(*words: str | Path) -> int:
        return run(["import", *map(str, words), "--shop", str(shop)])

    return ask


def put(folder: Path, name: str, data: bytes) -> Path:
    folder.mkdir(exist_ok=True, parents=True)
    (folder / name).write_bytes(data)
    return folder / name


def cases(shop: Path) -> list[tuple[object, object]]:
    table = Shop(shop).records["applications"]
    return list(zip(table.column("refund_no"), table.column("case_id"), strict=True))


def said(capsys: pytest.CaptureFixture[str]) -> Any:
    return json.loads(capsys.readouterr().out)


@pytest.mark.parametrize("shop", LANGUAGES, indirect=True)
def test_an_export_comes_in_once(
    ask: Ask, shop: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = put(tmp_path, NAME, as_xlsx([exported()]))
    assert ask(file, "--json") == 0
    first = said(capsys)
    assert (first["preset"], first["certainty"]) == ("tmall_refund_2016", 1.0)
    assert (first["rows"], first["new"], first["applied"]) == (1, 1, True)
    ((refund, case),) = cases(shop)
    assert refund == "106206407540810"
    assert str(case).startswith("AS20260928-")
    assert (shop / "inbox" / "done" / NAME).read_bytes() == file.read_bytes()
    assert ask(file) == 0
    out = capsys.readouterr().out
    assert "没有变化。" in out or "Nothing changed" in out
    assert [path.name for path in (shop / "inbox" / "done").glob("*.xlsx")] == [NAME]


def test_a_preview_writes_nothing(
    ask: Ask, shop: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = put(tmp_path, NAME, as_xlsx([exported(), exported(退款编号="106206407540811")]))
    before = {path: path.stat().st_mtime_ns for path in shop.rglob("*")}
    assert ask(file, "--dry-run") == 0
    out = capsys.readouterr().out
    assert "106206407540811" in out
    assert "新增 2" in out or "2 new" in out
    assert {path: path.stat().st_mtime_ns for path in shop.rglob("*")} == before


def test_a_file_of_the_inbox_is_taken_alone(ask: Ask, shop: Path) -> None:
    file = put(shop / "inbox", NAME, as_xlsx([exported()]))
    other = put(shop / "inbox", "别的.csv", as_csv([exported(退款编号="106206407540811")]))
    assert ask(file) == 0
    assert [refund for refund, _ in cases(shop)] == ["106206407540810"]
    assert not file.exists()
    assert other.exists()


def test_what_has_to_be_mended_ends_with_1(
    ask: Ask, shop: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = put(tmp_path, NAME, as_xlsx([exported(退款编号="1.06E+14"), exported()]))
    assert ask(file) == 1
    assert "import-number-damaged" in capsys.readouterr().out
    assert len(cases(shop)) == 2


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "import-unreadable"),
        (b"a,b\n1,2\n", "import-unknown-layout"),
        (as_xlsx([exported()], ["统计日期", "访客数", "成功退款金额"]), "import-not-for-import"),
    ],
)
def test_a_file_that_is_no_export_stays_where_it_is(
    ask: Ask, shop: Path, data: bytes, code: str, capsys: pytest.CaptureFixture[str]
) -> None:
    file = put(shop / "inbox", "x.csv", data)
    assert ask(file, "--json") == 1
    assert [problem["code"] for problem in said(capsys)["problems"]] == [code]
    assert ask(file) == 1
    assert capsys.readouterr().err.count("\n") >= 2
    assert file.exists()


def test_a_file_that_is_not_there_is_a_mistake_of_the_command(ask: Ask, tmp_path: Path) -> None:
    assert ask(tmp_path / "nichts.xlsx") == 2
    assert ask(tmp_path) == 2


def test_an_unknown_export_is_mapped_and_comes_in(
    ask: Ask, shop: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = put(tmp_path, "万里牛售后 20260929.xlsx", as_xlsx([ROW], HEADINGS))
    assert ask(file) == 1
    assert ask(file, "--map") == 0
    mapping = shop / "imports" / "万里牛售后.toml"
    assert str(mapping) in capsys.readouterr().out
    assert ask(file, "--map") == 0  # known by now
    assert ask(file) == 0
    ((refund, _),) = cases(shop)
    assert refund == "306206407540810"


def test_a_mapping_in_the_way_is_not_overwritten(ask: Ask, shop: Path, tmp_path: Path) -> None:
    mapping = put(shop / "imports", "万里牛售后.toml", b"[columns\n")
    file = put(tmp_path, "万里牛售后.xlsx", as_xlsx([ROW], HEADINGS))
    assert ask(file, "--map") == 2
    assert mapping.read_bytes() == b"[columns\n"
    assert ask(put(tmp_path, "空.csv", b""), "--map") == 2


# the inbox, as the job reads it


def arrived(shop: Path) -> list[str]:
    return [
        found.code if isinstance(found, Problem) else found.name for found in Shop(shop).exports()
    ]


def age(file: Path) -> None:
    then = time.time() - 120
    os.utime(file, (then, then))


@pytest.mark.parametrize("data", [b"", as_xlsx([exported()])[:2000]])
def test_a_file_that_looks_cut_off_is_given_time(shop: Path, data: bytes) -> None:
    file = put(shop / "inbox", NAME, data)
    assert arrived(shop) == []
    age(file)
    assert arrived(shop) == ["import-unreadable"]


def test_a_text_that_ends_within_a_row_is_given_time(shop: Path) -> None:
    data = as_csv([exported(), exported(退款编号="106206407540811")], "utf-8")
    file = put(shop / "inbox", "退款.csv", data[: data.rindex(b"106206407540811") + 40])
    assert arrived(shop) == []
    age(file)
    (found,) = Shop(shop).exports()
    assert not isinstance(found, Problem)
    assert [problem.code for problem in found.told] == ["import-row-ragged"]


def test_a_file_too_large_is_told_without_being_read(shop: Path) -> None:
    file = put(shop / "inbox", "退款.csv", b"")
    with file.open("r+b") as open_file:
        open_file.truncate(LARGEST + 1)
    (problem,) = Shop(shop).exports()
    assert isinstance(problem, Problem)
    assert "200 MB" in problem.message("zh-CN")


def test_a_mapping_with_a_mistake_is_told_where_it_is_needed(shop: Path) -> None:
    put(shop / "imports", "坏.toml", b"[columns\n")
    put(shop / "inbox", "一.xlsx", as_xlsx([ROW], HEADINGS))
    put(shop / "inbox", "二.xlsx", as_xlsx([exported()]))
    assert arrived(shop) == ["import-mapping-wrong", "二.xlsx"]


def test_refused_files_leave_the_inbox_with_a_note(shop: Path) -> None:
    put(shop / "inbox", "日报.csv", b"a,b\n1,2\n")
    assert run(["run", "import_exports", "--shop", str(shop)]) == 0
    note = (shop / "inbox" / "refused" / "日报.csv.txt").read_text("utf-8-sig")
    assert "日报.csv" in note
    assert "Traceback" not in note
    assert not (shop / "inbox" / "日报.csv").exists()
