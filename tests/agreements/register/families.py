"""Families of words typed by hand: every word of a line must find every other of the line, and none of another."""

FAMILIES = """
awasi mengawasi diawasi pengawasan pengawas awas
pilih memilih dipilih pemilih pemilihan terpilih
tulis menulis ditulis penulis penulisan tertulis tulisan
kirim mengirim dikirim pengiriman kiriman mengirimkan terkirim
susun menyusun disusun penyusunan penyusun tersusun
selenggara menyelenggarakan diselenggarakan penyelenggaraan penyelenggara terselenggara
didik mendidik pendidikan pendidik terdidik dididik
bina membina dibina pembinaan pembina
langgar melanggar dilanggar pelanggaran pelanggar
laksana melaksanakan dilaksanakan pelaksanaan pelaksana terlaksana
atur mengatur diatur peraturan pengaturan aturan
cegah mencegah dicegah pencegahan
tindak menindak ditindak penindakan tindakan bertindak
lapor melapor melaporkan dilaporkan pelaporan laporan pelapor terlapor
sosialisasi mensosialisasikan disosialisasikan
bantu membantu dibantu bantuan pembantu
didukung dukung mendukung dukungan pendukung
layan melayani dilayani pelayanan layanan pelayan
jamin menjamin dijamin jaminan penjaminan terjamin
sepakat menyepakati disepakati kesepakatan bersepakat
setuju menyetujui disetujui persetujuan
teliti meneliti diteliti penelitian peneliti
abdi mengabdi pengabdian abdikan
latih melatih dilatih pelatihan latihan pelatih terlatih
tingkat meningkatkan ditingkatkan peningkatan tingkatkan
kembang mengembangkan dikembangkan pengembangan berkembang
manfaat memanfaatkan dimanfaatkan pemanfaatan bermanfaat
guna menggunakan digunakan penggunaan pengguna berguna
ubah mengubah diubah perubahan ubahan
akhir mengakhiri diakhiri pengakhiran berakhir terakhir
panjang memperpanjang diperpanjang perpanjangan
kelola mengelola dikelola pengelolaan pengelola
tanggung menanggung ditanggung tanggungan
adil mengadili diadili pengadilan keadilan peradilan
lembaga kelembagaan
masyarakat kemasyarakatan bermasyarakat memasyarakatkan
mitra kemitraan bermitra
sengketa persengketaan bersengketa
data pendataan mendata didata
kampanye berkampanye
bentuk membentuk dibentuk pembentukan terbentuk
tahap bertahap tahapan
pantau memantau dipantau pemantauan pemantau terpantau
sah mengesahkan disahkan pengesahan
putus memutuskan diputuskan putusan keputusan
tetap menetapkan ditetapkan penetapan
partisipasi berpartisipasi
periksa memeriksa diperiksa pemeriksaan pemeriksa
sampai menyampaikan disampaikan penyampaian
perintah pemerintah pemerintahan memerintah diperintah
kerja pekerjaan bekerja pekerja dikerjakan mengerjakan
ikut mengikuti diikuti pengikut
"""

# Pairs that must not find each other.
APART = [
    ("pengawasan", "pemilihan"), ("penelitian", "penetapan"), ("universitas", "fakultas"), ("pelaporan", "pelatihan"),
    ("pembinaan", "pembentukan"), ("kampanye", "kampus"), ("pemerintah", "pemilih"), ("pemilu", "pemilihan"),
    ("peraturan", "persetujuan"), ("mahasiswa", "masyarakat"), ("sekolah", "sengketa"), ("kabupaten", "kota"),
    ("nota", "notaris"), ("polisi", "politik"), ("pers", "persen"), ("perempuan", "pemantauan"),
]  # fmt: skip
