"""Attacks on signed papers, made by ourselves: each takes an honest file and gives a dishonest one."""

import io
import re
import zlib
from collections.abc import Callable

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import SigFieldSpec, append_signature_field

Attack = Callable[[bytes], bytes]


def edited(pdf: bytes, change: Callable[[IncrementalPdfFileWriter], None]) -> bytes:
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    change(writer)
    output = io.BytesIO()
    writer.write(output)
    return output.getvalue()


def _text_stream(writer: IncrementalPdfFileWriter, text: str) -> generic.IndirectObject:
    content = generic.StreamObject(stream_data=f"BT /F1 18 Tf 60 700 Td ({text}) Tj ET".encode())
    return writer.add_object(content)


def page_content_added(pdf: bytes) -> bytes:
    """Incremental saving: a clause is added to page one."""

    def change(writer: IncrementalPdfFileWriter) -> None:
        page_ref = writer.find_page_for_modification(0)[0]
        page = page_ref.get_object()
        old = page.raw_get("/Contents")
        page["/Contents"] = generic.ArrayObject([old, _text_stream(writer, "Pasal tambahan")])
        writer.update_container(page)

    return edited(pdf, change)


def page_replaced(pdf: bytes) -> bytes:
    """Incremental saving: the content of page one is another one."""

    def change(writer: IncrementalPdfFileWriter) -> None:
        page = writer.find_page_for_modification(0)[0].get_object()
        page["/Contents"] = _text_stream(writer, "Isi lain")
        writer.update_container(page)

    return edited(pdf, change)


def bare_objects_appended(pdf: bytes) -> bytes:
    """Incremental saving without a cross-reference table: some readers rebuild it and show the new object."""
    reader = PdfFileReader(io.BytesIO(pdf))
    number = reader.root["/Pages"]["/Kids"].raw_get(0).idnum
    return pdf + f"\n{number} 0 obj\n<</Type/Page/MediaBox[0 0 9 9]>>\nendobj\n%%EOF\n".encode()


def pages_swapped(pdf: bytes) -> bytes:
    """The order of the pages is reversed."""

    def change(writer: IncrementalPdfFileWriter) -> None:
        pages = writer.root["/Pages"]
        pages["/Kids"] = generic.ArrayObject(reversed([pages["/Kids"].raw_get(n) for n in range(len(pages["/Kids"]))]))
        writer.update_container(pages)

    return edited(pdf, change)


def annotation_added(pdf: bytes) -> bytes:
    """Evil annotation: a note with an opaque appearance lies over the text of a certified file."""

    def change(writer: IncrementalPdfFileWriter) -> None:
        page = writer.find_page_for_modification(0)[0].get_object()
        look = generic.StreamObject(
            {
                pdf_name("/Type"): pdf_name("/XObject"),
                pdf_name("/Subtype"): pdf_name("/Form"),
                pdf_name("/BBox"): generic.ArrayObject(map(generic.NumberObject, (0, 0, 300, 100))),
            },
            stream_data=b"1 g 0 0 300 100 re f",
        )
        note = generic.DictionaryObject(
            {
                pdf_name("/Type"): pdf_name("/Annot"),
                pdf_name("/Subtype"): pdf_name("/FreeText"),
                pdf_name("/Rect"): generic.ArrayObject(map(generic.NumberObject, (50, 700, 350, 800))),
                pdf_name("/Contents"): generic.pdf_string("Rp1"),
                pdf_name("/DA"): generic.pdf_string("/Helv 12 Tf 0 g"),
                pdf_name("/F"): generic.NumberObject(4),
                pdf_name("/AP"): generic.DictionaryObject({pdf_name("/N"): writer.add_object(look)}),
            }
        )
        known = [page["/Annots"].raw_get(n) for n in range(len(page["/Annots"]))] if "/Annots" in page else []
        page["/Annots"] = generic.ArrayObject([*known, writer.add_object(note)])
        writer.update_container(page)

    return edited(pdf, change)


def visible_field_added(pdf: bytes) -> bytes:
    """Sneaky signature field: empty, visible, its appearance hides text."""

    def change(writer: IncrementalPdfFileWriter) -> None:
        append_signature_field(writer, SigFieldSpec("Tambahan", on_page=0, box=(50, 700, 350, 800)))
        field = _last_field(writer)
        field["/AP"] = generic.DictionaryObject(
            {
                pdf_name("/N"): writer.add_object(
                    generic.StreamObject(
                        {
                            pdf_name("/Type"): pdf_name("/XObject"),
                            pdf_name("/Subtype"): pdf_name("/Form"),
                            pdf_name("/BBox"): generic.ArrayObject(map(generic.NumberObject, (0, 0, 300, 100))),
                        },
                        stream_data=b"1 g 0 0 300 100 re f",
                    )
                )
            }
        )

    return edited(pdf, change)


def stamp_redrawn(pdf: bytes) -> bytes:
    """The visible mark of the first signer shows another name."""

    def change(writer: IncrementalPdfFileWriter) -> None:
        field = field_named(writer, "Pihak1")
        old = field["/AP"]["/N"]
        look = generic.StreamObject(
            {
                pdf_name("/Type"): pdf_name("/XObject"),
                pdf_name("/Subtype"): pdf_name("/Form"),
                pdf_name("/BBox"): old["/BBox"],
            },
            stream_data=b"0 g 0 0 10 10 re f",
        )
        field["/AP"] = generic.DictionaryObject({pdf_name("/N"): writer.add_object(look)})
        writer.update_container(field)

    return edited(pdf, change)


def signature_used_twice(pdf: bytes) -> bytes:
    """One signature is entered into a second field."""

    def change(writer: IncrementalPdfFileWriter) -> None:
        append_signature_field(writer, SigFieldSpec("Kembar"))
        twin = _last_field(writer)
        twin["/V"] = field_named(writer, "Pihak1").raw_get("/V")

    return edited(pdf, change)


def validation_data_wiped(pdf: bytes) -> bytes:
    """The document security store is taken out of the catalogue."""

    def change(writer: IncrementalPdfFileWriter) -> None:
        del writer.root["/DSS"]
        writer.update_root()

    return edited(pdf, change)


def script_added(pdf: bytes) -> bytes:
    """The catalogue gets an action that runs on opening."""

    def change(writer: IncrementalPdfFileWriter) -> None:
        action = {pdf_name("/S"): pdf_name("/JavaScript"), pdf_name("/JS"): generic.pdf_string("app.alert(1)")}
        writer.root["/OpenAction"] = generic.DictionaryObject(action)
        writer.update_root()

    return edited(pdf, change)


def lock_removed(pdf: bytes) -> bytes:
    """The catalogue forgets that the paper is certified."""

    def change(writer: IncrementalPdfFileWriter) -> None:
        del writer.root["/Perms"]
        writer.update_root()

    return edited(pdf, change)


def field_removed(pdf: bytes) -> bytes:
    """The second signer's field is taken out of the form."""

    def change(writer: IncrementalPdfFileWriter) -> None:
        form = writer.root["/AcroForm"]
        fields = form["/Fields"]
        kept = [fields.raw_get(n) for n in range(len(fields)) if fields[n]["/T"] != "Pihak2"]
        form["/Fields"] = generic.ArrayObject(kept)
        writer.update_container(form)
        writer.update_root()

    return edited(pdf, change)


def bytes_after_end(pdf: bytes) -> bytes:
    """Something hides behind the end of the file."""
    return pdf + b"\n% tersembunyi\n"


def blanks_after_end(pdf: bytes) -> bytes:
    """Even blanks behind the end are not ours."""
    return pdf + b"\n" * 40


def padding_filled(pdf: bytes) -> bytes:
    """Data hide in the zeros behind the first signature."""
    start, end = _gaps(pdf)[0]
    changed = bytearray(pdf)
    changed[end - 11 : end - 1] = b"4D414C494B"
    assert start < end
    return bytes(changed)


def spaces_in_gap(pdf: bytes) -> bytes:
    """The hexadecimal string ends early; what follows stands outside every signed part."""
    _, end = _gaps(pdf)[0]
    changed = bytearray(pdf)
    changed[end - 41 : end] = b">" + b" /Hidden (x)".ljust(40)
    return bytes(changed)


def byte_flipped(pdf: bytes) -> bytes:
    """One letter of the first revision changes."""
    at = pdf.index(b"/MediaBox")
    return pdf[:at] + b"/MediaBax" + pdf[at + 9 :]


def signature_flipped(pdf: bytes) -> bytes:
    """The last byte of the first signer's CMS changes."""
    start, end = _gaps(pdf)[0]
    last = len(pdf[start:end].rstrip(b"0>")) + start
    changed = bytearray(pdf)
    changed[last - 40] = ord("1") if changed[last - 40] != ord("1") else ord("2")
    return bytes(changed)


def signed_part_moved(pdf: bytes) -> bytes:
    """Signature wrapping: the second signed part moves back, a new ByteRange points at it, others fill the gap."""
    start, end = _gaps(pdf)[-1]
    evil = b"\n1 0 obj\n<</Type/Catalog/Pages 99 0 R>>\nendobj\n"
    second = pdf[end:]
    moved = f" /ByteRange [0 {start} {end + len(evil) + 60} {len(second)}]".encode().ljust(60)
    return pdf[:end] + moved + evil + second


def contents_nulled(pdf: bytes) -> bytes:
    """Universal forgery: the signature has no bytes at all."""
    start, end = _gaps(pdf)[-1]
    return pdf[:start] + b"null".ljust(end - start) + pdf[end:]


def contents_emptied(pdf: bytes) -> bytes:
    """Universal forgery: the signature is all zeros."""
    start, end = _gaps(pdf)[-1]
    return pdf[:start] + b"<" + b"0" * (end - start - 2) + b">" + pdf[end:]


def byte_range_missing(pdf: bytes) -> bytes:
    """Universal forgery: nothing says what was signed."""
    return pdf.replace(b"/ByteRange", b"/ByteRunge")


def byte_range_negative(pdf: bytes) -> bytes:
    """Universal forgery: the signed range is nonsense."""
    return re.sub(rb"/ByteRange\s*\[\s*0 ", rb"/ByteRange [-1 ", pdf)


def byte_range_short(pdf: bytes) -> bytes:
    """Universal forgery: only the first numbers are there."""
    found = list(re.finditer(rb"/ByteRange\s*\[([^\]]*)\]", pdf))[-1]
    numbers = b" ".join(found.group(1).split()[:2])
    return pdf[: found.start(1)] + numbers.ljust(len(found.group(1))) + pdf[found.end(1) :]


def subfilter_unknown(pdf: bytes) -> bytes:
    """A signature in a form that nobody can check is passed over by careless readers."""
    return pdf.replace(b"/ETSI.CAdES.detached", b"/ETSI.CAdES.detachex")


def cut_in_half(pdf: bytes) -> bytes:
    """Half of the file is missing."""
    return pdf[: len(pdf) // 2]


def _last_field(writer: IncrementalPdfFileWriter) -> generic.DictionaryObject:
    fields = writer.root["/AcroForm"]["/Fields"]
    return fields[len(fields) - 1]


def field_named(writer: IncrementalPdfFileWriter, name: str) -> generic.DictionaryObject:
    fields = writer.root["/AcroForm"]["/Fields"]
    return next(fields[at] for at in range(len(fields)) if fields[at]["/T"] == name)


def _gaps(pdf: bytes) -> list[tuple[int, int]]:
    """Where the signatures' bytes stand, the brackets included, in the order of the file."""
    found = []
    for match in re.finditer(rb"/ByteRange\s*\[\s*(\d+)\s+(\d+)\s+(\d+)\s+(\d+)\s*\]", pdf):
        _, first, second, _ = map(int, match.groups())
        found.append((first, second))
    return sorted(found)


def deflate_bomb() -> bytes:
    """A small file that unpacks to a quarter of a gigabyte."""
    packed = zlib.compress(bytes(256 * 1024 * 1024), 1)
    objects = [
        b"<</Type/Catalog/Pages 2 0 R/AcroForm 4 0 R>>",
        b"<</Type/Pages/Kids[]/Count 0>>",
        b"<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length %d>>stream\n" % len(packed) + packed + b"\nendstream",
        b"<</Fields[3 0 R]>>",
    ]
    return assembled(objects)


def assembled(objects: list[bytes]) -> bytes:
    """A file from its objects, numbered from 1; the first is the catalogue."""
    body, places = b"%PDF-1.7\n", []
    for number, said in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj\n" % number + said + b"\nendobj\n"
    table = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    table += b"".join(b"%010d 00000 n \n" % place for place in places)
    trailer = b"trailer\n<</Root 1 0 R/Size %d>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(body))
    return body + table + trailer


ON_ARCHIVED: dict[str, Attack] = {
    attack.__name__: attack
    for attack in (
        page_content_added,
        page_replaced,
        bare_objects_appended,
        pages_swapped,
        annotation_added,
        visible_field_added,
        stamp_redrawn,
        signature_used_twice,
        validation_data_wiped,
        script_added,
        lock_removed,
        field_removed,
        bytes_after_end,
        blanks_after_end,
        padding_filled,
        spaces_in_gap,
        byte_flipped,
        signature_flipped,
        signed_part_moved,
        contents_nulled,
        contents_emptied,
        byte_range_missing,
        byte_range_negative,
        byte_range_short,
        subfilter_unknown,
        cut_in_half,
    )
}
