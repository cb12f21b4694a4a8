"""A paper that goes out: Word and LibreOffice open it with Track Changes already on."""

from lxml import etree

from service.documents.checking import parse_xml
from service.documents.package import open_parts, write_parts
from service.documents.tracked.numbering import W

SETTINGS = "word/settings.xml"
# What the standard wants before w:trackRevisions among the settings.
EARLIER = (
    "writeProtection", "view", "zoom", "removePersonalInformation", "removeDateAndTime", "doNotDisplayPageBoundaries",
    "displayBackgroundShape", "printPostScriptOverText", "printFractionalCharacterWidth", "printFormsData",
    "embedTrueTypeFonts", "embedSystemFonts", "saveSubsetFonts", "saveFormsData", "mirrorMargins",
    "alignBordersAndEdges", "bordersDoNotSurroundHeader", "bordersDoNotSurroundFooter", "gutterAtTop",
    "hideSpellingErrors", "hideGrammaticalErrors", "activeWritingStyle", "proofState", "formsDesign",
    "attachedTemplate", "linkStyles", "stylePaneFormatFilter", "stylePaneSortMethod", "documentType", "mailMerge",
    "revisionView",
)  # fmt: skip


def with_tracking_on(docx: bytes) -> bytes:
    """The same document, asking the one who opens it to record changes; the same bytes for the same document."""
    parts = open_parts(docx)
    if SETTINGS not in parts:
        return docx
    root = parse_xml(parts[SETTINGS])
    if root.find(W + "trackRevisions") is None:
        names = {W + name for name in EARLIER}
        place = max((index + 1 for index, one in enumerate(root) if one.tag in names), default=0)
        root.insert(place, etree.Element(W + "trackRevisions"))
        parts[SETTINGS] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return write_parts(parts)
