"""A bar chart as SVG, written as text.

The one invariant: it brings its own ground and colours, light and dark, so it can be read on a page of either.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from typing import NamedTuple

WIDTH, LABELS, VALUES = 800, 340, 70
"""Of the whole, and of what stands before and behind the bars."""
LINE, HEAD = 30, 60

STYLE = """
    text { font: 15px system-ui, sans-serif; fill: #1f2328; }
    .title { font-weight: 600; }
    .ground { fill: #ffffff; stroke: #d1d9e0; }
    .peer { fill: #8c959f; }
    .own { fill: #0969da; }
    @media (prefers-color-scheme: dark) {
      text { fill: #e6edf3; }
      .ground { fill: #161b22; stroke: #3d444d; }
      .peer { fill: #7d8590; }
      .own { fill: #4493f8; }
    }
  """


class Bar(NamedTuple):
    """One row of the chart."""

    label: str
    value: float
    own: bool
    """Whether it is ours, not a peer's."""


def bars(title: str, rows: Sequence[Bar]) -> str:
    """The chart; its description says all that it shows."""
    height = HEAD + LINE * len(rows) + LINE // 2
    return "\n".join(
        [
            (
                f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img" '
                'aria-labelledby="title description">'
            ),
            f'  <title id="title">{escape(title)}</title>',
            f'  <desc id="description">{escape(described(rows))}</desc>',
            f"  <style>{STYLE}</style>",
            f'  <rect class="ground" x="0.5" y="0.5" width="{WIDTH - 1}" height="{height - 1}" rx="6"/>',
            f'  <text class="title" x="20" y="34">{escape(title)}</text>',
            *_rows(rows),
            "</svg>\n",
        ]
    )


def described(rows: Sequence[Bar]) -> str:
    """The chart in words."""
    return "; ".join(f"{row.label}: {row.value:.3f}" for row in rows)


def _rows(rows: Sequence[Bar]) -> Iterator[str]:
    unit = (WIDTH - LABELS - VALUES) / max(row.value for row in rows)
    for y, row in zip(range(HEAD, HEAD + LINE * len(rows), LINE), rows, strict=True):
        # A value too small to be seen is still a line.
        width = max(row.value * unit, 1)
        yield f'  <text x="{LABELS - 10}" y="{y + 15}" text-anchor="end">{escape(row.label)}</text>'
        kind = "own" if row.own else "peer"
        yield f'  <rect class="{kind}" x="{LABELS}" y="{y}" width="{width:.1f}" height="{LINE - 10}"/>'
        yield f'  <text x="{LABELS + width + 8:.1f}" y="{y + 15}">{row.value:.3f}</text>'
