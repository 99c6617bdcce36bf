"""What a service is made of is taken apart again by those who have to understand it."""

import configparser
import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from sheetops.adapters.service import Definition, Mode, install, planned, systemd, uninstall
from sheetops.adapters.service.definition import Work
from sheetops.adapters.service.windows_task import NAMESPACE, define
from tests.unattended.conftest import Start

UNC = "\\\\nas01\\售后 共享\\my shop"


def work(folder: str, mode: Mode = "timer", state: str | None = None) -> Work:
    return Work(
        Path(folder), "a1b2", "晴山 100% 店", mode, (sys.executable, "-m", "sheetops"), state
    )


def units(definition: Definition) -> dict[str, configparser.ConfigParser]:
    found = {}
    for path, data in definition.files:
        # systemd lets a name stand twice in a section (Environment=)
        parser = configparser.ConfigParser(strict=False, interpolation=None)
        parser.optionxform = str  # type: ignore[method-assign,assignment]  # names keep their case
        parser.read_string(data.decode())
        found[path.name] = parser
    return found


@pytest.mark.parametrize("mode", ["timer", "serve"])
def test_units_when_read_back_run_the_shop(tmp_path: Path, mode: Mode) -> None:
    folder = "/srv/售后 共享/my $hop 50%"
    found = units(systemd.define(work(folder, mode), tmp_path, is_system=False))
    service = found["sheetops-a1b2.service"]["Service"]
    words = shlex.split(service["ExecStart"].replace("%%", "%").replace("$$", "$"))
    assert words[:3] == [sys.executable, "-m", "sheetops"]
    assert words[3:] == ["run" if mode == "timer" else "serve", "--shop", folder]
    assert ("sheetops-a1b2.timer" in found) == (mode == "timer")
    watch = found["sheetops-a1b2-watch.service"]["Service"]["ExecStart"]
    assert '"check" "--alive" "--within" "60"' in watch


def test_units_when_for_the_whole_system_name_account_and_mount(tmp_path: Path) -> None:
    (one, *_), (other, *_) = (
        systemd.define(work("/mnt/shop a"), tmp_path, is_system=flag).files
        for flag in (True, False)
    )
    assert b"RequiresMountsFor=/mnt/shop\\x20a\n" in one[1]
    assert b"RequiresMountsFor" not in other[1]
    named = Work(Path("/s"), "a", "a", "serve", ("/p",), "/var/lib/it", account="desk")
    text = systemd.define(named, tmp_path, is_system=True).files[0][1].decode()
    assert "User=desk\n" in text
    assert 'Environment="SHEETOPS_STATE=/var/lib/it"\n' in text


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd-analyze is not here")
@pytest.mark.parametrize("mode", ["timer", "serve"])
@pytest.mark.parametrize("is_system", [True, False])
def test_units_when_verified_by_systemd_raise_no_complaint(
    tmp_path: Path, mode: Mode, is_system: bool
) -> None:
    definition = systemd.define(work("/srv/我的 店", mode, "/var/lib/s p"), tmp_path, is_system)
    install(definition)
    names = [str(path) for path, _ in definition.files]
    scope = [] if is_system else ["--user"]
    done = subprocess.run(
        ["systemd-analyze", *scope, "verify", "--man=no", *names],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "XDG_RUNTIME_DIR": str(tmp_path)},
    )
    assert [line for line in done.stderr.splitlines() if "sheetops" in line] == []


def task(definition: Definition, number: int = 0) -> ET.Element:
    data = definition.files[number][1]
    assert data.startswith((b"\xff\xfe", b"\xfe\xff"))
    return ET.fromstring(data.decode("utf-16").split("\n", 1)[1])


def said(root: ET.Element, path: str) -> str | None:
    return root.findtext("/".join(f"{{{NAMESPACE}}}{name}" for name in path.split("/")))


def test_windows_task_when_read_back_runs_the_shop_on_its_share(tmp_path: Path) -> None:
    found = define(work(UNC), tmp_path)
    root = task(found)
    assert root.tag == f"{{{NAMESPACE}}}Task"
    assert said(root, "Actions/Exec/Command") == sys.executable
    assert said(root, "Actions/Exec/Arguments") == f'-m sheetops run --shop "{UNC}"'
    assert said(root, "Principals/Principal/LogonType") == "Password"
    assert said(root, "Triggers/TimeTrigger/Repetition/Interval") == "PT15M"
    assert said(root, "Settings/MultipleInstancesPolicy") == "IgnoreNew"
    assert "check --alive" in (said(task(found, 1), "Actions/Exec/Arguments") or "")
    assert "net use" not in " ".join(advice.en for advice in found.advice)


def test_windows_task_when_the_shop_is_on_a_drive_letter_advises_the_share(tmp_path: Path) -> None:
    found = define(work("Z:\\shop", "serve"), tmp_path)
    assert "Z:" in found.advice[0].zh
    assert "net use" in found.advice[0].en
    assert said(task(found), "Settings/ExecutionTimeLimit") == "PT0S"


def test_windows_task_when_the_shop_is_on_this_disk_still_speaks_of_shares(tmp_path: Path) -> None:
    local = define(work(r"C:\shop"), tmp_path).advice
    on_share = define(work(UNC), tmp_path).advice
    assert any(r"\\server\share" in text.en for text in local)
    assert not any(r"\\server\share" in text.en for text in on_share)


def test_windows_task_when_the_state_lies_elsewhere_says_so(tmp_path: Path) -> None:
    root = task(define(work("C:\\shop", state="D:\\state"), tmp_path))
    assert said(root, "Actions/Exec/Command") == "cmd.exe"
    assert (said(root, "Actions/Exec/Arguments") or "").startswith(
        '/c set "SHEETOPS_STATE=D:\\state" && '
    )


def test_service_when_removed_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sheetops.adapters.service.installing._is_root", lambda: False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    found = planned(tmp_path, "a1", "店", tmp_path, "timer", "systemd")
    install(found)
    assert {path.name for path in (tmp_path / "config/systemd/user").iterdir()} == {
        path.name for path, _ in found.files
    }
    assert len(uninstall(found)) == 4
    assert list((tmp_path / "config/systemd/user").iterdir()) == []
    assert uninstall(found) == []


def test_install_service_when_dry_prints_and_writes_nothing(
    shop: Path, start: Start, tmp_path: Path
) -> None:
    process = start("install-service", "--shop", shop, "--system", "windows", "--dry-run")
    out, err = process.communicate()
    assert (process.returncode, err) == (0, "")
    assert "<Task " in out
    assert "schtasks /Create" in out
    assert not list(tmp_path.rglob("*.xml"))
    process = start("install-service", "--shop", shop, "--system", "windows")
    assert "已写入" in process.communicate()[0]
    assert len(list(tmp_path.rglob("*.xml"))) == 2
    process = start("uninstall-service", "--shop", shop, "--system", "windows")
    assert "schtasks /Delete" in process.communicate()[0]
    assert not list(tmp_path.rglob("*.xml"))
