"""A released template is never edited in place: an agreement under way keeps the very text it began with (rule 25)."""

import pytest

from service.documents.shipped import shipped

# What was released, by the hash over the whole folder. A change of a paper is a new folder NAME/VERSION and a new line
# here; a changed line would alter papers that were approved and are not signed yet.
RELEASED = {
    ("adendum", 1): "7f7ec26e8c04fc402ea43e79003666d2a27fd10241a1057c11801a983a57014b",
    ("berita_acara_pembahasan", 1): "5ef5c415063658719016f34e8583247d144ee567de59d28d6b5680a128bb560c",
    ("laporan_bulanan", 1): "dda1fdc7508328b143ad0e353b729993f4b7784bc87c29f3557c524803f655ef",
    ("nota_kesepahaman", 1): "8bbb722a09a2f29bd2585b480fa99c2e1f13687e0f9b5ba0448cc8695b0b35ab",
    ("pengakhiran", 1): "27d979e5beea8c3a2531444016ba42f9c9acdd0e630791b8a30e18984d3a7976",
    ("perjanjian_kerja_sama", 1): "1a92c49b44b7f5cecd923346948410cd642b75a738ff053d0fd76e5372ce3647",
    ("perpanjangan", 1): "a2704dc0bc80792a8a4db07ab10aaac683216e5c882e80d96250363bc2075ab5",
}


@pytest.mark.parametrize(("name", "version"), sorted(RELEASED))
def test_a_released_template_is_what_it_was(name, version):
    assert shipped().get(name, version).sha256 == RELEASED[name, version]


def test_every_shipped_template_is_listed():
    assert {(one.name, one.version) for one in shipped().templates} == set(RELEASED)
