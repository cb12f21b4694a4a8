"""A small picture to upload."""

from io import BytesIO

from PIL import Image


def PNG() -> BytesIO:  # noqa: N802  stands where a file would
    """A picture that opens."""
    file = BytesIO()
    Image.new("RGB", (40, 30), "white").save(file, "PNG")
    file.seek(0)
    return file
