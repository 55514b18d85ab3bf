"""The picture of the costs: a bar for each month, parted by channel. Needs the optional extra ``charts``."""

from importlib.util import find_spec
from io import BytesIO

from bot.domain.channel import Channel
from bot.domain.thread import SharedFile
from bot.flows.reports.costs import CostReport
from bot.flows.reports.words import described, month_name, rounded

# Told apart in grey and by people who see no red or green. Source: the Okabe-Ito palette.
_COLORS = {Channel.SMS: "#0072b2", Channel.MMS: "#e69f00", Channel.WHATSAPP: "#009e73"}
_MAX_ALT = 1000


def can_draw() -> bool:
    """Whether the extra is installed here."""
    return find_spec("matplotlib") is not None


def draw(report: CostReport) -> SharedFile:
    """The picture as a PNG. Takes about a second of CPU, most of it at the first time: call it in a thread.

    Raises ImportError where the extra is not installed.
    """
    # Loaded here: it costs half a second and 40 MB, and most processes never draw. Not pyplot, which keeps
    # every figure for the whole process.
    from matplotlib.backends.backend_agg import FigureCanvasAgg  # noqa: PLC0415
    from matplotlib.figure import Figure  # noqa: PLC0415

    width = max(8.0, 0.7 * len(report.months))
    figure = Figure(figsize=(width, 4.5), dpi=150, layout="constrained")
    canvas = FigureCanvasAgg(figure)
    axes = figure.add_subplot()
    names = [_label(month.month) for month in report.months]
    places = range(len(names))
    below = [0.0] * len(names)
    for channel, color in _COLORS.items():
        heights = [
            float(month.channels[channel].cost.amount) if channel in month.channels else 0.0
            for month in report.months
        ]
        if any(heights):
            axes.bar(places, heights, 0.6, below, label=channel.label, color=color)
            below = [low + height for low, height in zip(below, heights, strict=True)]
    axes.set_xticks(places, names, fontsize=8)
    axes.set_ylabel(f"Cost in {report.this_month.total.cost.currency}")
    axes.set_title("What messaging cost")
    axes.spines[["top", "right"]].set_visible(False)
    for place, month in zip(places, report.months, strict=True):
        amount = rounded(month.total.cost) if month.total.messages else ""
        axes.annotate(
            amount, (place, below[place]), (0, 3), textcoords="offset points", ha="center", fontsize=7
        )
    if any(below):
        figure.legend(loc="outside lower center", ncols=len(_COLORS), frameon=False)
    written = BytesIO()
    canvas.print_png(written)
    words = described(report)[:_MAX_ALT]
    return SharedFile("messaging-costs.png", written.getvalue(), words, "Messaging costs", words)


def _label(month: str) -> str:
    """``Nov`` above ``2026``: short enough for two years of bars."""
    name, year = month_name(month).split(" ")
    return f"{name[:3]}\n{year}"
