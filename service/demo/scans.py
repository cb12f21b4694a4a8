"""Scans made by us for the demo's arsip lama: pages drawn as pictures, each marked as an example."""

import random
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw, ImageFilter, ImageFont

WIDTH, HEIGHT, MARGIN = 1240, 1754, 150  # A4 at 150 dots an inch
INK, PAPER, MARK = (45, 45, 60), (248, 246, 240), (200, 60, 60)


def make_scan(font: Path, bold: Path, *, title: str, lines: list[str], seed: int) -> bytes:
    """A one-page PDF that is a picture of a signed paper, slightly askew, marked "CONTOH, TIDAK BERLAKU"."""
    chance = random.Random(seed)  # noqa: S311  the same scan every time, not a secret
    page = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    draw = ImageDraw.Draw(page)
    body, head, mark = (ImageFont.truetype(str(path), size) for path, size in ((font, 27), (bold, 34), (bold, 30)))
    draw.text((WIDTH / 2, 60), "CONTOH, TIDAK BERLAKU", MARK, mark, anchor="ma")
    below = 150.0
    for line in title.split("\n"):
        draw.text((WIDTH / 2, below), line, INK, head, anchor="ma")
        below += 50
    below += 40
    for line in lines:
        for row in _wrap(draw, line, body):
            draw.text((MARGIN, below), row, INK, body)
            below += 40
        below += 18
    for column, party in ((MARGIN + 40, "PIHAK KEDUA"), (WIDTH - MARGIN - 340, "PIHAK KESATU")):
        draw.text((column, HEIGHT - 460), party, INK, body)
        _scribble(draw, chance, column, HEIGHT - 330)
    skewed = page.rotate(chance.uniform(-0.7, 0.7), fillcolor=PAPER, resample=Image.Resampling.BICUBIC)
    out = BytesIO()
    skewed.filter(ImageFilter.GaussianBlur(0.6)).save(out, "PDF", resolution=150, quality=70, producer="", creator="")
    return out.getvalue()


def _wrap(draw: ImageDraw.ImageDraw, text: str, font: ImageFont.FreeTypeFont) -> list[str]:
    rows, row = [], ""
    for word in text.split():
        wider = f"{row} {word}".strip()
        if draw.textlength(wider, font) > WIDTH - 2 * MARGIN and row:
            rows.append(row)
            row = word
        else:
            row = wider
    return [*rows, row]


def _scribble(draw: ImageDraw.ImageDraw, chance: random.Random, x: float, y: float) -> None:
    """A line that looks like a signature and is nobody's."""
    points = [(x + step * 22, y + chance.uniform(-45, 45)) for step in range(12)]
    draw.line(points, fill=(30, 40, 120), width=4, joint="curve")
