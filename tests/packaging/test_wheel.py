"""What is installed from the built wheel works like a checkout."""

import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(out), str(ROOT)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return next(out.glob("*.whl"))


def test_wheel_carries_jobs_templates_and_samples_and_no_lock_files(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    for shelf in ("jobs", "templates", "sample_workbooks"):
        wanted = {
            path.relative_to(ROOT).as_posix()
            for path in (ROOT / shelf).rglob("*")
            if path.is_file() and "__pycache__" not in path.parts and "~" not in path.name
        }
        shipped = {name.removeprefix("sheetops/_shipped/") for name in names}
        assert wanted <= shipped
    assert not [name for name in names if "~$" in name or ".~lock" in name]
    assert not [name for name in names if name.startswith("tests/")]


def test_wheel_when_installed_elsewhere_makes_and_checks_a_shop(
    wheel: Path, tmp_path: Path
) -> None:
    home = tmp_path / "venv"
    venv.create(home, with_pip=True)
    scripts = home / ("Scripts" if os.name == "nt" else "bin")
    python = scripts / "python"
    install = [str(python), "-m", "pip", "install", "-q", "--no-deps", "--no-index", str(wheel)]
    subprocess.run(install, check=True, capture_output=True)
    # the wheel's dependencies are the ones that the tests run with
    site = next(home.rglob("site-packages"))
    (site / "dependencies.pth").write_text(sysconfig.get_paths()["purelib"], encoding="utf-8")
    script = scripts / "sheetops"
    environment = {**os.environ, "SHEETOPS_STATE": str(tmp_path / "state")}

    def sheetops(*words: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [script, *words],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )

    where = subprocess.run(
        [python, "-P", "-c", "import sheetops; print(sheetops.__file__)"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    assert str(home) in where.stdout
    shown = sheetops("demo", "--language", "en")
    assert shown.returncode == 0, shown.stdout + shown.stderr
    assert "the daily report is written" in shown.stdout
    made = sheetops("init", "shop", "--name", "晴山旗舰店")
    assert made.returncode == 0, made.stderr
    checked = sheetops("check", "--shop", "shop", "--json")
    assert checked.returncode == 0, checked.stdout + checked.stderr
