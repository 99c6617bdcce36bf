"""Windows Task Scheduler: a definition in XML that `schtasks` takes in.

A task that nobody is logged in for has no mapped drives, and with S4U no network either: the shop's
folder is named by its UNC path, and the task logs on with a password.
"""

import os
import re
from pathlib import Path, PureWindowsPath
from xml.etree import ElementTree as ET  # writing only; nothing is parsed here

from sheetops.adapters.service.definition import (
    EVERY_MINUTES,
    WATCH_MINUTES,
    Definition,
    Step,
    Work,
)
from sheetops.records.text import Text

NAMESPACE = "http://schemas.microsoft.com/windows/2004/02/mit/task"
_BEGIN = "2026-01-01T00:00:00"


def define(work: Work, folder: Path) -> Definition:
    """Return the task for `work`, its XML files to lie in `folder`, the local state."""
    tasks = {f"sheetops\\{work.name}": _task(work)}
    tasks[f"sheetops\\{work.name}-watch"] = _watch(work)
    files = [folder / f"{PureWindowsPath(name).name}.xml" for name in tasks]
    enable = [
        Step(("schtasks", "/Create", "/TN", name, "/XML", str(path), *_logon(work), "/F"))
        for name, path in zip(tasks, files, strict=True)
    ]
    first = next(iter(tasks))
    return Definition(
        files=tuple(zip(files, tasks.values(), strict=True)),
        enable=(*enable, Step(("schtasks", "/Run", "/TN", first))),
        disable=(
            Step(("schtasks", "/End", "/TN", first)),
            *(Step(("schtasks", "/Delete", "/TN", name, "/F")) for name in tasks),
        ),
        advice=tuple(_advice(str(work.folder))),
    )


def _logon(work: Work) -> tuple[str, ...]:
    parts = [os.environ.get(name, f"%{name}%") for name in ("USERDOMAIN", "USERNAME")]
    return ("/RU", work.account or "\\".join(parts), "/RP", "*")


_IF_SHARED = Text(
    "店铺若在网络共享上，请用 --shop \\\\服务器\\共享\\店铺 安装：映射的盘符在任务运行时不存在。",
    "For a shop on a share install with --shop \\\\server\\share\\shop: a task has no mapped "
    "drives.",
)


def _advice(folder: str) -> list[Text]:
    advice = [
        Text(
            "schtasks 会询问该账号的密码：没有密码的任务访问不了网络共享。",
            "schtasks asks for the account's password: a task without one cannot reach a share.",
        )
    ]
    drive = re.match(r"([A-Za-z]):", folder)
    if drive and drive[1].upper() != "C":
        advice.insert(
            0,
            Text(
                f"{drive[1].upper()}: 若是映射的网络盘，任务运行时并不存在。"
                "请用 net use 查出它的 \\\\服务器\\共享 路径，再以 --shop 该路径 重新安装。",
                f"{drive[1].upper()}: may be a mapped drive, which does not exist for a task. "
                "`net use` shows its \\\\server\\share path: install again with --shop and that.",
            ),
        )
    elif not folder.startswith("\\\\"):
        advice.insert(0, _IF_SHARED)
    return advice


def _task(work: Work) -> bytes:
    is_serving = work.mode == "serve"
    triggers = ET.Element("Triggers")
    boot = ET.SubElement(triggers, "BootTrigger")
    _text(boot, "Enabled", "true")
    _text(boot, "Delay", "PT1M")
    _repeating(triggers, EVERY_MINUTES)
    return _xml(
        work,
        f"sheetops: {work.shop_name}",
        triggers,
        ("serve" if is_serving else "run",),
        # a service that runs is left alone by the next ring; one that ended is started again
        "PT0S" if is_serving else "PT4H",
    )


def _watch(work: Work) -> bytes:
    triggers = ET.Element("Triggers")
    _repeating(triggers, 30)
    words = ("check", "--alive", "--within", str(WATCH_MINUTES))
    return _xml(work, f"sheetops watchdog: {work.shop_name}", triggers, words, "PT10M")


def _repeating(triggers: ET.Element, minutes: int) -> None:
    trigger = ET.SubElement(triggers, "TimeTrigger")
    repetition = ET.SubElement(trigger, "Repetition")
    _text(repetition, "Interval", f"PT{minutes}M")
    _text(repetition, "StopAtDurationEnd", "false")
    _text(trigger, "StartBoundary", _BEGIN)
    _text(trigger, "Enabled", "true")


def _xml(
    work: Work, description: str, triggers: ET.Element, words: tuple[str, ...], limit: str
) -> bytes:
    task = ET.Element("Task", {"version": "1.2", "xmlns": NAMESPACE})
    _text(ET.SubElement(task, "RegistrationInfo"), "Description", description)
    task.append(triggers)
    principal = ET.SubElement(ET.SubElement(task, "Principals"), "Principal", {"id": "Author"})
    _text(principal, "LogonType", "Password")
    _text(principal, "RunLevel", "LeastPrivilege")
    settings = ET.SubElement(task, "Settings")
    for name, value in _settings(limit):
        _text(settings, name, value)
    actions = ET.SubElement(task, "Actions", {"Context": "Author"})
    execute = ET.SubElement(actions, "Exec")
    command, arguments = _command(work, words)
    _text(execute, "Command", command)
    _text(execute, "Arguments", arguments)
    ET.indent(task)
    head = '<?xml version="1.0" encoding="UTF-16"?>\n'
    return (head + ET.tostring(task, encoding="unicode") + "\n").encode("utf-16")


def _settings(limit: str) -> list[tuple[str, str]]:
    """Return the settings in the order of the schema."""
    return [
        ("MultipleInstancesPolicy", "IgnoreNew"),
        ("DisallowStartIfOnBatteries", "false"),
        ("StopIfGoingOnBatteries", "false"),
        ("StartWhenAvailable", "true"),
        ("RunOnlyIfNetworkAvailable", "false"),
        ("Enabled", "true"),
        ("ExecutionTimeLimit", limit),
    ]


def _command(work: Work, words: tuple[str, ...]) -> tuple[str, str]:
    """Return the program and its arguments; with a state of its own, by way of `cmd`."""
    line = " ".join(map(_quoted, (*work.program[1:], *words, "--shop", str(work.folder))))
    if not work.state:
        return work.program[0], line
    return "cmd.exe", f'/c set "SHEETOPS_STATE={work.state}" && "{work.program[0]}" {line}'


def _quoted(word: str) -> str:
    """Return a word as Windows programs take command lines apart."""
    if not re.search(r"[\s\"]", word):
        return word
    text = re.sub(r'(\\*)"', r'\1\1\\"', word)
    return '"' + re.sub(r"(\\+)$", r"\1\1", text) + '"'


def _text(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, name).text = text
