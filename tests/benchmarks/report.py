"""Prints the table, as text for the terminal or as Markdown for the README."""

from collections.abc import Sequence

from tests.benchmarks.plan import Row

_HEADS = ("path", "on", "floor", "product", "ratio", "to reach", "reached")


def _cells(row: Row) -> tuple[str, ...]:
    return (
        row.what,
        row.where,
        row.floor,
        row.product,
        f"{row.ratio:.2f}",
        row.target,
        row.verdict,
    )


def as_text(rows: Sequence[Row]) -> str:
    """Columns padded to the same width."""
    table = [_HEADS, *(_cells(row) for row in rows)]
    widths = [max(len(line[column]) for line in table) for column in range(len(_HEADS))]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)) for line in table]
    lines.insert(1, "  ".join("-" * width for width in widths))
    return "\n".join(line.rstrip() for line in lines)


def as_markdown(rows: Sequence[Row]) -> str:
    """The same as a Markdown table."""
    table = [_HEADS, ("---",) * len(_HEADS), *(_cells(row) for row in rows)]
    return "\n".join("| " + " | ".join(line) + " |" for line in table)
