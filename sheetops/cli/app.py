"""The `sheetops` command and its subcommands."""

from typing import Annotated

import typer

from sheetops import __version__
from sheetops.cli import daily, exchange, importing, outbox, record, replaying, setup, unattended

app = typer.Typer(
    name="sheetops",
    help="Keeps an after-sales desk's workbooks dependable: the desk works in Excel, sheetops "
    "checks, prints slips, flags what is late, files every change and reports.",
    epilog="Start with: sheetops demo",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"sheetops {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    del version


for command in (
    setup.demo,
    setup.init,
    daily.check,
    daily.run,
    daily.status,
    daily.jobs,
    daily.serve,
    record.log,
    outbox.outbox,
    record.restore,
    exchange.reconcile,
    exchange.export,
    unattended.install_service,
    unattended.uninstall_service,
    setup.doctor,
):
    app.command(epilog=getattr(command, "example", None))(command)
# a function cannot be called import
app.command("import", epilog=getattr(importing.import_, "example", None))(importing.import_)
app.add_typer(replaying.policy, name="policy")
