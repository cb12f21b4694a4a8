"""Draws the small picture of a photograph anew, without what a camera wrote beside it. Runs in a limited child."""

import io

from PIL import Image, ImageOps

SMALL = (320, 240)


def small(data: bytes) -> bytes:
    """A JPEG of at most 320 by 240 pixels, upright, with its pixels and nothing else."""
    with Image.open(io.BytesIO(data), formats=("PNG", "JPEG")) as opened:
        opened.draft("RGB", (SMALL[0] * 2, SMALL[1] * 2))
        upright = ImageOps.exif_transpose(opened)
        upright.thumbnail(SMALL)
        flat = Image.new("RGB", upright.size, "white")
        coloured = upright.convert("RGBA")
        flat.paste(coloured, mask=coloured.getchannel("A"))
    out = io.BytesIO()
    flat.save(out, "JPEG", quality=80)
    return out.getvalue()
