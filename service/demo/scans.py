"""Scans made by us for the demo's arsip lama: pages drawn as pictures, each marked as an example."""

import random
from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

DOTS = 110
WIDTH, HEIGHT, MARGIN = 909, 1286, 110  # A4 at that many dots an inch
INK, PAPER, MARK = (45, 45, 60), (248, 246, 240), (200, 60, 60)


def make_scan(font: bytes, bold: bytes, *, title: str, lines: list[str], seed: int) -> bytes:
    """A one-page PDF that is a picture of a signed paper, slightly askew, marked "CONTOH, TIDAK BERLAKU"."""
    chance = random.Random(seed)  # noqa: S311  the same scan every time, not a secret
    page = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    draw = ImageDraw.Draw(page)
    body, head, mark = (ImageFont.truetype(BytesIO(face), size) for face, size in ((font, 20), (bold, 25), (bold, 22)))
    draw.text((WIDTH / 2, 44), "CONTOH, TIDAK BERLAKU", MARK, mark, anchor="ma")
    below = 110.0
    for line in title.split("\n"):
        draw.text((WIDTH / 2, below), line, INK, head, anchor="ma")
        below += 36
    below += 30
    for line in lines:
        for row in _wrap(draw, line, body):
            draw.text((MARGIN, below), row, INK, body)
            below += 29
        below += 13
    for column, party in ((MARGIN + 30, "PIHAK KEDUA"), (WIDTH - MARGIN - 250, "PIHAK KESATU")):
        draw.text((column, HEIGHT - 340), party, INK, body)
        _scribble(draw, chance, column, HEIGHT - 240)
    skewed = page.rotate(chance.uniform(-0.7, 0.7), fillcolor=PAPER, resample=Image.Resampling.BILINEAR)
    out = BytesIO()
    skewed.save(out, "PDF", resolution=DOTS, quality=70, producer="", creator="")
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
    points = [(x + step * 16, y + chance.uniform(-33, 33)) for step in range(12)]
    draw.line(points, fill=(30, 40, 120), width=3, joint="curve")
