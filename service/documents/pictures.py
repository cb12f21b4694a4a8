"""Putting the real logo or QR code where the template has a picture of that name."""

import io
import posixpath
from collections.abc import Mapping

from lxml import etree
from PIL import Image, UnidentifiedImageError

from service.core.refusals import Refused
from service.documents.checking import RELATIONSHIP, parse_xml

MAX_PIXELS = 4000 * 4000
STORED_PIXELS = 900
EMBED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}embed"


def clean_picture(image: bytes) -> tuple[bytes, float]:
    """A picture as PNG without transparency, metadata or needless size, and its width divided by its height."""
    try:
        with Image.open(io.BytesIO(image), formats=("PNG", "JPEG")) as opened:
            if opened.width * opened.height > MAX_PIXELS or not min(opened.size):
                raise Refused("picture_unreadable")
            opened.thumbnail((STORED_PIXELS, STORED_PIXELS))
            flat = Image.new("RGB", opened.size, "white")
            coloured = opened.convert("RGBA")
            flat.paste(coloured, mask=coloured.getchannel("A"))
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise Refused("picture_unreadable") from error
    buffer = io.BytesIO()
    flat.save(buffer, "PNG")
    return buffer.getvalue(), flat.width / flat.height


def put_pictures(parts: dict[str, bytes], pictures: Mapping[str, bytes]) -> None:
    """Replace pictures by name, keeping each within the box that the template gave it."""
    cleaned = {name: clean_picture(image) for name, image in pictures.items() if image}
    for part in [name for name in parts if name.startswith("word/") and name.endswith(".xml") and name.count("/") == 1]:
        if not any(name.encode() in parts[part] for name in cleaned):
            continue
        relations = posixpath.join("word/_rels", posixpath.basename(part) + ".rels")
        root, links = parse_xml(parts[part]), parse_xml(parts[relations])
        for drawing in root.iter("{*}inline", "{*}anchor"):
            properties = drawing.find("{*}docPr")
            name = properties.get("name", "") if properties is not None else ""
            if name in cleaned:
                _replace(parts, drawing, links, f"word/media/sijari_{name}.png", *cleaned[name])
        parts[part] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
        parts[relations] = etree.tostring(links, xml_declaration=True, encoding="UTF-8", standalone=True)


def _replace(
    parts: dict[str, bytes], drawing: etree._Element, links: etree._Element, target: str, image: bytes, ratio: float
) -> None:
    blip = next(drawing.iter("{*}blip"), None)
    if blip is None:
        return
    parts[target] = image
    for link in links.iter(RELATIONSHIP):
        if link.get("Id") == blip.get(EMBED):
            link.set("Target", target.removeprefix("word/"))
    for box in [*drawing.iter("{*}extent"), *drawing.iter("{*}ext")]:
        if box.get("cx") and box.get("cy"):
            width, height = int(box.get("cx", 0)), int(box.get("cy", 0))
            box.set("cx", str(min(width, round(height * ratio))))
            box.set("cy", str(min(height, round(width / ratio))))
