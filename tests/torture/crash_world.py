"""A small shop in which a run does everything once.

A run here is a process of its own that can be killed at any named crash point. Killed and
recovered, the world must hold what it holds undisturbed (`tests.torture.crash_facts`).
"""

import csv
import io
import json
import os
import signal
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path

from sheetops.adapters import crashpoints
from sheetops.adapters.demo.export import HEADINGS
from sheetops.adapters.workbook.editing import SetCell, edit
from sheetops.adapters.workbook.publish import swap as door
from sheetops.adapters.workbook.publish.tools import Tools
from sheetops.records.columns import Value
from sheetops.scheduler.turn import run_named, timetable
from tests.archiving.archive_desk import application, feedback, make_shop, opened, slip
from tests.report.mail_server import Post, serving

NOW = datetime.fromisoformat("2026-11-20 18:31:00")
SETTLED = datetime.fromisoformat("2022-05-03 10:00:00")
"""So long ago that its personal data goes as soon as the case is in the archive."""

_SETTINGS = """
[return_address]
name = "退货组"
phone = "0571-88886666"
address = "浙江省杭州市余杭区文一西路 100 号"

[mail]
host = "127.0.0.1"
port = {port}
security = "none"
sender = "desk@example.com"
managers = ["manager@example.com"]
"""


@dataclass(frozen=True)
class World:
    """A shop's folder, the local state, and the mails that its server took."""

    home: Path

    @property
    def shop(self) -> Path:
        return self.home / "shop"

    @property
    def mails(self) -> Path:
        return self.home / "mails"


def make_world(home: Path, port: int) -> World:
    """Make a shop in which there is work for every job."""
    world = World(home)
    world.mails.mkdir(parents=True)
    with in_state(world):
        make_shop(
            world.shop,
            [
                application(1),
                application(2, closed_at=SETTLED, applied_at=SETTLED),
                {**_open(3), "case_id": None, "status": "pending_review"},
                {**_open(4), "status": "await_return", "decision": "approve_return"},
            ],
            [slip(1, 1), slip(2, 2)],
            [feedback(1, 1)],
        )
    settings = world.shop / "sheetops.toml"
    text = settings.read_text("utf-8")
    start = text[: text.index("[return_address]")]
    settings.write_text(start + _SETTINGS.format(port=port), "utf-8")
    (world.shop / "inbox" / "退款.csv").write_text(export_of(99), "utf-8-sig")
    return world


def _open(number: int) -> dict[str, Value]:
    day = NOW.replace(hour=10, minute=0)
    return {
        **application(number),
        "closed_at": None,
        "applied_at": day,
        "reviewed_at": day,
        "notified_at": day,
        "freight_bearer": "buyer",
        "goods_status": "received",
        "signed_at": day - timedelta(days=1),
        "approved_amount": Decimal("198.00"),
        "order_paid": Decimal("198.00"),
        "remark": None,
    }


def export_of(*numbers: int) -> str:
    """Return a platform export with applications that nobody has typed, by their last digits."""
    known = {
        "商品编码": "TS-2026-001-L",
        "买家实际支付金额": "198.00",
        "退款的申请时间": "2026-11-20 09:10:00",
        "退款状态": "买家已经申请退款，等待卖家同意",
        "是否需要退货": "是",
        "买家退款原因": "7天无理由退换货",
        "宝贝标题": "纯棉T恤",
    }
    out = io.StringIO()
    writer = csv.DictWriter(out, HEADINGS, restval="")
    writer.writeheader()
    for number in numbers:
        refund, order = f"1062064075408{number}", f"33027102872030842{number}"
        writer.writerow({**known, "退款编号": refund, "订单编号": order})
    return out.getvalue()


@contextmanager
def in_state(world: World) -> Iterator[None]:
    """Let sheetops keep its local state in the world, and do without LibreOffice."""
    wanted = {"SHEETOPS_STATE": str(world.home / "state"), "SHEETOPS_SOFFICE": ""}
    before = {name: os.environ.get(name) for name in wanted}
    os.environ.update(wanted)
    try:
        yield
    finally:
        for name, value in before.items():
            os.environ.pop(name) if value is None else os.environ.update({name: value})


Coming = tuple[str, int]
"""A crash point, and the how-manieth coming to it, from 1."""
VARIANTS = ("nobody else", "a person is faster", "two renames")
"""Who else is there: nobody; somebody who saves just before the first exchange; nobody, on a share
that knows no exchange of files."""


def run(
    world: World,
    kill_at: Coming | None = None,
    variant: str = VARIANTS[0],
    jobs: Sequence[str] = (),
) -> list[str] | None:
    """Run the jobs (all of them, unless named) in a process of its own.

    Returns the crash points it came to, in their order. With `kill_at` the process kills itself
    there: then None.
    """
    return in_child(lambda: _run(world, kill_at, variant, jobs))


def _run(world: World, kill_at: Coming | None, variant: str, jobs: Sequence[str]) -> list[str]:
    names: list[str] = []

    def come_to(name: str) -> None:
        names.append(name)
        if kill_at == (name, names.count(name)):
            os.kill(os.getpid(), signal.SIGKILL)
        if variant == "a person is faster" and (name, names.count(name)) == ("exchange: ready", 1):
            _save_as_a_person(world)

    swap = _by_renames if variant == "two renames" else door.swap
    Tools.__init__.__defaults__ = (swap, lambda _seconds: None)
    with in_state(world), crashpoints.armed(come_to):
        shop = opened(world.shop, NOW)
        names_of_jobs = jobs or [entry.job for entry in timetable(shop)]
        run_named(shop, names_of_jobs, lambda _name, _number, _total: None)
    return names


def _by_renames(incoming: Path, target: Path, aside: Path) -> Path:
    door.swap_by_renames(incoming, target, aside)
    return aside


def _save_as_a_person(world: World) -> None:
    """Save the applications with one more word in it, as Excel does: another file in its place."""
    path = world.shop / "applications.xlsx"
    place = opened(world.shop, NOW).look.records["applications"].place(3, "remark")
    data = edit(path.read_bytes(), [SetCell(place.sheet or "", place.cell or "", "买家来过电话")])
    path.with_name("saving.tmp").write_bytes(data)
    path.with_name("saving.tmp").replace(path)


def in_child(work: Callable[[], list[str]]) -> list[str] | None:
    """Return what `work` returns in a forked process; None where that was killed.

    RuntimeError when it ended in any other way.
    """
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        code = 1
        try:
            os.close(reading)
            with os.fdopen(writing, "w", encoding="utf-8") as out:
                json.dump(work(), out)
            code = 0
        except Exception:  # noqa: BLE001 - the parent tells that it broke off, this tells where
            traceback.print_exc()
        finally:
            os._exit(code)
    os.close(writing)
    with os.fdopen(reading, encoding="utf-8") as found:
        text = found.read()
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL:
        return None
    if os.waitstatus_to_exitcode(status):
        raise RuntimeError("the run broke off")
    result: list[str] = json.loads(text)
    return result


@contextmanager
def mail_server(port_file: Path) -> Iterator[int]:
    """Run a mail server in a process of its own; it keeps what it takes where each mail says."""
    child = os.fork()
    if child == 0:
        with serving(_Keeper()) as post:
            port_file.write_text(str(post.port))
            while True:
                time.sleep(60)
    while not (port_file.exists() and port_file.read_text()):
        time.sleep(0.01)
    try:
        yield int(port_file.read_text())
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)


class _Keeper(Post):
    """Keeps every mail in the folder that the file beside the server's process names."""

    def __init__(self) -> None:
        super().__init__(at_data=self._keep)

    def _keep(self, envelope: object) -> str:
        folder = Path(os.environ["SHEETOPS_TORTURE_MAILS"]).read_text("utf-8")
        number = len(list(Path(folder).iterdir()))
        (Path(folder) / f"{number:04d}.eml").write_bytes(bytes(envelope.content))  # type: ignore[attr-defined]  # aiosmtpd's Envelope
        return "250 OK"
