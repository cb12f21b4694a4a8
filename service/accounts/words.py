"""The words on screen for roles."""

from flask_babel import lazy_gettext as _l

from service.accounts.models import Scope
from service.core.permissions import Role

ROLES = {
    Role.DRAFTER: _l("Staf penyusun"),
    Role.COORDINATOR: _l("Koordinator divisi"),
    Role.SECRETARIAT: _l("Kepala sekretariat"),
    Role.CHAIR: _l("Ketua"),
    Role.PPID: _l("PPID"),
    Role.ARCHIVIST: _l("Arsiparis"),
    Role.AUDITOR: _l("Auditor"),
    Role.ADMIN: _l("Pengelola"),
}
SCOPES = {
    Scope.READ: _l("Membaca"),
    Scope.AGREEMENTS: _l("Membuat dan mengubah kerja sama yang sedang disusun"),
    Scope.FOLLOW_UP: _l("Mencatat kegiatan dan tugas tindak lanjut"),
    Scope.REPORTS: _l("Mengisi laporan bulanan"),
}
