"""A released template is never edited in place: an agreement under way keeps the very text it began with (rule 25)."""

import pytest

from service.documents.shipped import shipped

# What was released, by the hash over the whole folder. A change of a paper is a new folder NAME/VERSION and a new line
# here; a changed line would alter papers that were approved and are not signed yet.
RELEASED = {
    ("adendum", 1): "7f7ec26e8c04fc402ea43e79003666d2a27fd10241a1057c11801a983a57014b",
    ("adendum", 2): "ad9e74b854f5117ca10e8c4a0d84a29f8c88453f5bbe4f83a70ea2a270edcc53",
    ("berita_acara_pembahasan", 1): "5ef5c415063658719016f34e8583247d144ee567de59d28d6b5680a128bb560c",
    ("berita_acara_pembahasan", 2): "1241f800356f1c677c06faf8d8a7a490cfeb348324928fa487279089d12d91a8",
    ("berita_acara_rapat_pleno", 1): "6a90714b10505609ec24e6935e0724fd689f92e4156d61cb543420392133a9e2",
    ("laporan_bulanan", 1): "dda1fdc7508328b143ad0e353b729993f4b7784bc87c29f3557c524803f655ef",
    ("naskah_mitra", 1): "eeb96d10223ac6493e65c7764e6839744e22209a32daf4aa6c8d43201f8d7cdf",
    ("nota_kesepahaman", 1): "8bbb722a09a2f29bd2585b480fa99c2e1f13687e0f9b5ba0448cc8695b0b35ab",
    ("nota_kesepahaman", 2): "03c8e5e053207509fa5e5260bca1b94dadc379f4cb3b9203d5c81227e14d9bd3",
    ("pengakhiran", 1): "27d979e5beea8c3a2531444016ba42f9c9acdd0e630791b8a30e18984d3a7976",
    ("pengakhiran", 2): "f5553a89ed0715813ce798c49960c1eb9206e33531fff2b553353ce7156549cf",
    ("perjanjian_kerja_sama", 1): "1a92c49b44b7f5cecd923346948410cd642b75a738ff053d0fd76e5372ce3647",
    ("perjanjian_kerja_sama", 2): "36e35e0ac7d37b6d5830036b34fba8807a9b60c8c1b97e7675d3e05a6cce2647",
    ("pernyataan_independensi", 1): "94517ea2a21a3623711391dea7eafdfc177a7454e4bf04728cb78c9c387306fb",
    ("perpanjangan", 1): "a2704dc0bc80792a8a4db07ab10aaac683216e5c882e80d96250363bc2075ab5",
    ("perpanjangan", 2): "4144465a32aa6015b46560af15f41d63c9c0080aec6b1192db7d9f6b72cdf944",
    ("surat_konsultasi", 1): "de708d1b0e9279230dc3df1c4ed9d415138e39cd31364cb69c742b080cb24ad4",
}


@pytest.mark.parametrize(("name", "version"), sorted(RELEASED))
def test_a_released_template_is_what_it_was(name, version):
    assert shipped().get(name, version).sha256 == RELEASED[name, version]


def test_every_shipped_template_is_listed():
    assert {(one.name, one.version) for one in shipped().templates} == set(RELEASED)
