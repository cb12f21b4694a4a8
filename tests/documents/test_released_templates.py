"""A released template is never edited in place: an agreement under way keeps the very text it began with (rule 25)."""

import pytest

from service.documents.shipped import shipped

# What was released, by the hash over the whole folder. A change of a paper is a new folder NAME/VERSION and a new line
# here; a changed line would alter papers that were approved and are not signed yet.
RELEASED = {
    ("adendum", 1): "7f7ec26e8c04fc402ea43e79003666d2a27fd10241a1057c11801a983a57014b",
    ("adendum", 2): "e2c579a30ec84706ae0f148ee3058683cd0dc45be1fac6885a61560fc8a12823",
    ("berita_acara_pembahasan", 1): "5ef5c415063658719016f34e8583247d144ee567de59d28d6b5680a128bb560c",
    ("berita_acara_pembahasan", 2): "e2de1a1801bf2140e42af8caab2446c0d30943f552a335cd09afa25cc9c471a6",
    ("berita_acara_rapat_pleno", 1): "b49ddfc8cfc75b4deda956d015078502195a5eec224b343176aec599bf9559df",
    ("laporan_bulanan", 1): "dda1fdc7508328b143ad0e353b729993f4b7784bc87c29f3557c524803f655ef",
    ("nota_kesepahaman", 1): "8bbb722a09a2f29bd2585b480fa99c2e1f13687e0f9b5ba0448cc8695b0b35ab",
    ("nota_kesepahaman", 2): "a903ab79f93493feeb0e8e54688de4e100edda38217034a9300e51126a14b5a9",
    ("pengakhiran", 1): "27d979e5beea8c3a2531444016ba42f9c9acdd0e630791b8a30e18984d3a7976",
    ("pengakhiran", 2): "b5eb1d5c0dc8e5be4f9f695e324f910fb3c5319dd7c23e742f4b2c5146734933",
    ("perjanjian_kerja_sama", 1): "1a92c49b44b7f5cecd923346948410cd642b75a738ff053d0fd76e5372ce3647",
    ("perjanjian_kerja_sama", 2): "9d9662b70d576ff2f633d324020c6188201d757480d13e0bb5815a6cfbe3c38a",
    ("pernyataan_independensi", 1): "969f3dc70a0699044ef9a5c6786200de382c865a40ef4a94203ef880ec15ac40",
    ("perpanjangan", 1): "a2704dc0bc80792a8a4db07ab10aaac683216e5c882e80d96250363bc2075ab5",
    ("perpanjangan", 2): "96fe8636bd1ccd733ad984c4c9cf873132bf863513299a55c9f9056174240eda",
    ("surat_konsultasi", 1): "bd787efc788f527d2ffacb7bed09263683bb4070718b6edb6149295f1de73a81",
}


@pytest.mark.parametrize(("name", "version"), sorted(RELEASED))
def test_a_released_template_is_what_it_was(name, version):
    assert shipped().get(name, version).sha256 == RELEASED[name, version]


def test_every_shipped_template_is_listed():
    assert {(one.name, one.version) for one in shipped().templates} == set(RELEASED)
