"""Commands on what comes from others and goes to others: reconcile, export."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sheetops.cli.options import HERE, AsJson, ShopFolder, example, open_shop, progress
from sheetops.cli.speech import Speech, print_json
from sheetops.errors import UsageError
from sheetops.records.text import Text
from sheetops.rules.exporting.profiles import Profile

if TYPE_CHECKING:
    from sheetops.rules.reconciling.reconcile import Reconciliation
    from sheetops.shop import Shop


@example("sheetops reconcile 退款管理_20261120.xlsx --shop my-shop")
def reconcile(
    export: Annotated[Path, typer.Argument(help="The platform's refund export.")],
    out: Annotated[
        Path | None,
        typer.Option("--out", help="The workbook to write; else one in the shop's reports/."),
    ] = None,
    shop: ShopFolder = HERE,
    as_json: AsJson = False,
) -> int:
    """Hold the record against the platform and the slip register; exit code 1 where they differ.

    Writes the list of breaks as a workbook, worst first; board and report say what it came to
    until the next time. Nothing in the shop's books is changed.
    """
    from sheetops.shop.reconciling import reconcile_with, write_reconciliation

    opened, speech = open_shop(shop)
    with progress(speech) as show:
        show(speech.word(Text("对账", "reconciling")), 0, 1)
        found = reconcile_with(opened, export)
    path = write_reconciliation(opened, found, out)
    if as_json:
        print_json({**_as_json(found, opened), "workbook": str(path)})
    else:
        _show(found, speech, path)
    return 1 if found.breaks else 0


def _show(found: "Reconciliation", speech: Speech, path: Path) -> None:
    speech.say(found.headline)
    if found.breaks:
        headings = (
            Text("差异", "Break"),
            Text("处数", "Count"),
            Text("涉及金额", "Amount"),
            Text("最久（天）", "Oldest (days)"),
        )
        rows = [
            (one.kind.title, str(one.count), f"{one.amount:,.2f}", str(one.days or 0))
            for one in found.totals
        ]
        speech.table(headings, rows)
    speech.say(Text(f"明细：{path}", f"The details: {path}"))


def _as_json(found: "Reconciliation", shop: "Shop") -> dict[str, Any]:
    return {
        "source": found.source,
        "from": found.span[0] if found.span else None,
        "to": found.span[1] if found.span else None,
        "rows": found.rows,
        "agreeing": found.agreeing,
        "unjudged": found.unjudged,
        "is_selection": found.is_selection,
        "at_stake": found.at_stake,
        "breaks": [
            {
                "kind": one.kind.key,
                "days": one.days(found.now),
                "case": one.case_id,
                "refund_no": one.refund_no,
                "order_no": one.order_no,
                "slip": one.slip_no,
                "here": one.here.to(shop.language),
                "there": one.there.to(shop.language),
                "amount": one.amount,
                "since": one.since,
                "place": str(one.place) if one.place else None,
                "export_row": one.export_row,
            }
            for one in found.breaks
        ],
    }


@example("sheetops export --profile share --out applications.csv")
def export(
    out: Annotated[Path, typer.Option("--out", help="The file to write: .csv or .xlsx.")],
    profile: Annotated[
        Profile,
        typer.Option(help="share leaves out what is personal; full is for the shop itself."),
    ] = Profile.SHARE,
    form: Annotated[
        str | None, typer.Option("--format", help="csv or xlsx; else as the file is called.")
    ] = None,
    sheet: Annotated[
        list[str] | None,
        typer.Option(help="applications, slips, …; several for xlsx. Default: applications."),
    ] = None,
    shop: ShopFolder = HERE,
    as_json: AsJson = False,
) -> int:
    """Write sheets of the record for others; long numbers stay whole, no text becomes a formula."""
    from sheetops.shop.exporting import export_to

    opened, speech = open_shop(shop)
    keys = list(dict.fromkeys(sheet or ["applications"]))
    with progress(speech) as show:
        show(speech.word(Text("导出", "exporting")), 0, 1)
        counts = export_to(opened, out, keys, profile, _form(form, out))
    if as_json:
        print_json({"file": str(out), "profile": profile.value, "rows": counts})
    else:
        rows = sum(counts.values())
        speech.say(Text(f"已导出 {rows} 行：{out}", f"Exported {rows} rows: {out}"))
    return 0


def _form(form: str | None, out: Path) -> str:
    known = form or out.suffix.lstrip(".").lower()
    if known in ("csv", "xlsx"):
        return known
    raise UsageError(
        Text(f"不支持的格式“{known}”。", f'The format "{known}" is not known.'),
        Text("写 --format csv 或 --format xlsx。", "Say --format csv or --format xlsx."),
    )
