"""What `doctor` finds, and how to mend it."""

import socket
from pathlib import Path
from typing import Any

from sheetops.adapters.settings import load_settings
from tests.cli.conftest import Run


def found(run: Run, *words: str | Path, code: int) -> dict[str, dict[str, Any]]:
    said = run("doctor", *words, "--json")
    assert said.code == code, said.out + said.err
    return {one["what"]: one for one in said.json}


def set_mail(shop: Path, **values: str | int) -> None:
    """Fill in settings of [mail], which every new shop has with nothing behind the names."""
    path = shop / "sheetops.toml"
    head, mail = path.read_text("utf-8").split("[mail]\n")
    lines = [
        f"{name} = {values[name]!r}" if (name := line.split(" = ")[0]) in values else line
        for line in mail.splitlines()
    ]
    path.write_text(head + "[mail]\n" + "\n".join(lines) + "\n", encoding="utf-8")
    load_settings(shop)


def test_doctor_outside_a_shop_looks_at_the_machine_alone(run: Run) -> None:
    looked = found(run, code=0)
    assert {"sheetops", "LibreOffice"} <= looked.keys()
    assert "店铺文件夹" not in looked


def test_doctor_when_a_folder_that_is_named_is_no_shop(run: Run, tmp_path: Path) -> None:
    assert run("doctor", "--shop", tmp_path / "nowhere").code == 3


def test_doctor_when_nothing_ever_ran_says_how_to_start_it(run: Run, shop: Path) -> None:
    looked = found(run, "--shop", shop, code=0)
    assert "install-service" in looked["负责的机器"]["remedy"]
    assert run("run", "--shop", shop).code == 0
    assert found(run, "--shop", shop, code=0)["负责的机器"]["fine"]


def test_doctor_when_the_mail_server_is_not_reached(run: Run, shop: Path) -> None:
    (shop / "secret").write_text("x", encoding="utf-8")
    with socket.socket() as taken:  # bound, but nobody listens
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
        set_mail(
            shop, host="127.0.0.1", port=port, security="none", user="a", password_file="secret"
        )
        looked = found(run, "--shop", shop, code=0)
    assert f"127.0.0.1:{port}" in looked["邮件"]["result"]
    assert not looked["邮件"]["fine"]


def test_doctor_when_the_mail_password_is_missing(run: Run, shop: Path) -> None:
    set_mail(shop, host="smtp.example.cn", user="a", password_env="SHEETOPS_NO_SUCH_PASSWORD")
    assert not found(run, "--shop", shop, code=1)["邮件"]["fine"]
