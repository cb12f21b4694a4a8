"""rdocx inside the limited child."""


def convert(docx: bytes) -> bytes:
    """PDF/A-2b by rdocx; its own errors (Rust panics among them) end the child."""
    import rdocx

    return bytes(rdocx.Document.from_bytes(docx).to_pdfa_deterministic("pdfa-2b"))
