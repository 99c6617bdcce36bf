"""Commands on the policy: `policy replay`, the time machine."""

import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sheetops.cli.options import HERE, AsJson, ShopFolder, example, open_shop, progress
from sheetops.cli.speech import Speech, print_json
from sheetops.errors import StorageError, UsageError
from sheetops.records.text import Text

if TYPE_CHECKING:
    from sheetops.rules.replaying.differences import Difference, Sum
    from sheetops.rules.replaying.replay import Replay
    from sheetops.shop import Shop

_DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")

policy = typer.Typer(help="Ask what another policy would have done.", no_args_is_help=True)


@example("sheetops policy replay --from 2026-01-01 --to 2026-03-31 --with changed_handbook.xlsx")
def replay(
    first: Annotated[str, typer.Option("--from", help="First day of application, 2026-01-01.")],
    last: Annotated[str, typer.Option("--to", help="Last day of application, 2026-03-31.")],
    changed: Annotated[
        Path | None,
        typer.Option(
            "--with",
            help="Another handbook, to stand against the shop's. Without it the shop's handbook "
            "of today stands against what was told at the time.",
        ),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option("--out", help="The workbook to write; else one in the shop's reports/."),
    ] = None,
    shop: ShopFolder = HERE,
    as_json: AsJson = False,
) -> int:
    """Tell what the cases of a span would have been told, and due when, under another handbook.

    Reads the filing log: a case stands as it was known when it was decided. Writes a workbook of
    the differences and their sums, and nothing else. Exit code 1 when no case was applied for.
    """
    from sheetops.shop.replaying import replay_policy

    opened, speech = open_shop(shop)
    span = _day(first, "--from"), _day(last, "--to")
    if out is not None and out.exists():
        raise _taken(out)
    with progress(speech) as show:
        found = replay_policy(opened, *span, changed, show)
    if not found.totals.cases and not found.never_told:
        return _nothing(found, speech, as_json)
    path = _write(opened, found, out)
    if as_json:
        print_json({**_as_json(found, opened), "workbook": str(path)})
    else:
        _show(found, speech, path)
    return 0


def _day(text: str, option: str) -> date:
    found = _DAY.fullmatch(text.strip())
    try:
        return date(*map(int, found.groups() if found else ()))
    except (ValueError, TypeError) as error:
        raise UsageError(
            Text(f"{option} 后面的“{text}”不是日期。", f'"{text}" behind {option} is not a day.'),
            Text("写成 2026-01-01。", "Write it as 2026-01-01."),
        ) from error


def _taken(out: Path) -> UsageError:
    return UsageError(
        Text(f"{out} 已经存在，不会覆盖。", f"{out} is there already and is not overwritten."),
        Text("请在 --out 后换个文件名。", "Name another file behind --out."),
    )


def _nothing(found: "Replay", speech: Speech, as_json: bool) -> int:
    from sheetops.rules.replaying.words import reservations

    if as_json:
        print_json({"from": found.first, "to": found.last, "cases": 0, "left_out": found.left_out})
        return 1
    speech.say(
        Text(
            f"备案日志里没有 {found.first} 至 {found.last} 申请的单。",
            f"The filing log has no case applied for from {found.first} to {found.last}.",
        )
    )
    for line in reservations(found):
        speech.say(line)
    return 1


def _write(shop: "Shop", found: "Replay", out: Path | None) -> Path:
    """Write the workbook; StorageError when somebody has the one there open."""
    from sheetops.adapters.replay_sheet import replay_book
    from sheetops.adapters.replay_sheet.book import Page
    from sheetops.adapters.whole_file import put

    name = f"policy-replay-{found.first}-{found.last}.xlsx"
    path = out if out is not None else shop.folder / "reports" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    page = Page(shop.settings.name, shop.now, shop.language, shop.look.references)
    if put(path, replay_book(found, page), shop.now) is None:
        raise StorageError(
            Text(f"{path.name} 正被打开，没有写入。", f"{path.name} is open; nothing was written."),
            Text(
                "请关闭后再运行，或用 --out 换个文件名。", "Close it, or name another with --out."
            ),
        )
    return path


def _show(found: "Replay", speech: Speech, path: Path) -> None:
    from sheetops.rules.replaying.words import headlines, reservations

    for line in (*headlines(found), *reservations(found)):
        speech.say(line)
    speech.say(Text(f"明细：{path}", f"The details: {path}"))


def _as_json(found: "Replay", shop: "Shop") -> dict[str, Any]:
    totals, (before, after) = found.totals, found.sides
    return {
        "from": found.first,
        "to": found.last,
        "before": before.to(shop.language),
        "after": after.to(shop.language),
        "cases": totals.cases,
        "differing": totals.differing,
        "left_out": found.left_out,
        "never_told": found.never_told,
        "granted": _sum(totals.granted),
        "granted_money": {"before": totals.granted_before, "after": totals.granted_after},
        "verdicts": {key: _sum(one) for key, one in totals.verdicts.items()},
        "late": {stage: _sum(one) for stage, one in totals.stages.items()},
        "policies": {ref: _sum(one) for ref, one in totals.policies.items()},
        "agents": {
            agent: {
                "cases": load.cases,
                "person": _sum(load.person),
                "refused": _sum(load.refused),
                "late_reviews": _sum(load.late),
            }
            for agent, load in totals.agents.items()
        },
        "differences": [_case(one) for one in found.differences],
    }


def _case(one: "Difference") -> dict[str, Any]:
    return {
        "case": one.case_id,
        "applied_at": one.applied_at,
        "amount": one.amount,
        "decision": one.decision,
        "verdict": [one.before.verdict, one.after.verdict],
        "policies": [one.before.refs, one.after.refs],
        "window_end": [one.before.window_end, one.after.window_end],
        "due": {
            stage: [before.at if before else None, after.at if after else None]
            for stage, before, after in one.moved()
        },
    }


def _sum(one: "Sum") -> dict[str, int]:
    return {"before": one.before, "after": one.after}


policy.command(epilog=getattr(replay, "example", None))(replay)
