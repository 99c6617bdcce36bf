"""How one kind of problem is written down: `中文|English`, with `{names}` for its facts."""

from sheetops.records.columns import say
from sheetops.records.problems import ProblemKind, Severity


def error(
    code: str,
    title: str,
    message: str,
    remedy: str,
    *,
    rule: str | None = None,
    basis: str | None = None,
    urgency: int = 50,
) -> ProblemKind:
    """Return a kind that has to be mended."""
    return _kind(Severity.ERROR, code, title, message, remedy, rule, basis, urgency)


def warning(
    code: str,
    title: str,
    message: str,
    remedy: str,
    *,
    rule: str | None = None,
    basis: str | None = None,
    urgency: int = 50,
) -> ProblemKind:
    """Return a kind that is worth a look."""
    return _kind(Severity.WARNING, code, title, message, remedy, rule, basis, urgency)


def _kind(
    severity: Severity,
    code: str,
    title: str,
    message: str,
    remedy: str,
    rule: str | None,
    basis: str | None,
    urgency: int,
) -> ProblemKind:
    return ProblemKind(
        code=code,
        severity=severity,
        title=say(title),
        message=say(message),
        remedy=say(remedy),
        rule=rule,
        basis=say(basis) if basis else None,
        urgency=urgency,
    )
