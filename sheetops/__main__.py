"""`sheetops`: runs a command and turns what went wrong into words and an exit code."""

import sys


def main() -> None:
    """Run the command line and leave with its exit code."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Run one command; return its exit code (see `sheetops --help`). Never shows a traceback."""
    from sheetops.cli.app import app
    from sheetops.cli.failures import exit_code_of

    for stream in (sys.stdout, sys.stderr):
        # a Windows console or a pipe may not be UTF-8; what it cannot show must not end the run
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(errors="replace")
    try:
        code = app(args=arguments, prog_name="sheetops", standalone_mode=False)
    except BaseException as error:  # noqa: BLE001 - the last place where anything is caught
        return exit_code_of(error)
    return code if isinstance(code, int) else 0


if __name__ == "__main__":
    main()
