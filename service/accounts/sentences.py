"""Sentences of the refusals of this room."""

from service.core.refusals import Sentence

SENTENCES: dict[str, Sentence] = {
    "token_name_missing": Sentence(
        id="Beri nama program yang akan memakai token ini.", en="Name the program that will use this token.", status=422
    ),
    "token_scope_missing": Sentence(id="Pilih sedikitnya satu izin.", en="Choose at least one permission.", status=422),
    "token_life_wrong": Sentence(
        id="Masa berlaku token 1 sampai {longest} hari.", en="A token lives 1 to {longest} days.", status=422
    ),
    "tokens_too_many": Sentence(
        id="Anda sudah mempunyai {most} token yang berlaku. Akhiri yang tidak dipakai lagi, lalu buat yang baru.",
        en="You have {most} living tokens already. End those no longer used, then make a new one.",
        status=422,
    ),
    "sign_in_wrong": Sentence(
        id="Surel atau kata sandi tidak cocok. Periksa keduanya, lalu coba lagi.",
        en="The e-mail address or password does not match. Check both and try again.",
        status=422,
    ),
    "sign_in_locked": Sentence(
        id="Terlalu banyak percobaan yang salah. Coba lagi sesudah pukul {until}, atau mintalah tautan kata sandi baru kepada "
        "pengelola kantor Anda.",
        en="Too many wrong tries. Try again after {until}, or ask your office administrator for a new password link.",
        status=429,
    ),
    "pin_locked": Sentence(
        id="PIN penandatanganan salah terlalu banyak kali. Tidak ada yang ditandatangani; coba lagi sesudah pukul {until}. Bila "
        "PIN terlupa, buatlah kunci tanda tangan baru.",
        en="The signing PIN was wrong too many times. Nothing was signed; try again after {until}. If you have forgotten the "
        "PIN, make a new signing key.",
        status=429,
    ),
    "totp_wrong": Sentence(
        id="Kode autentikator tidak cocok atau sudah dipakai. Tunggu kode berikutnya, lalu masukkan.",
        en="The authenticator code does not match or has been used. Wait for the next one and enter it.",
        status=422,
    ),
    "sign_in_start_again": Sentence(
        id="Waktu untuk langkah ini habis. Masuk lagi dari awal.",
        en="The time for this step has run out. Sign in again from the start.",
        status=401,
    ),
    "password_wrong": Sentence(
        id="Kata sandi tidak cocok. Coba lagi.", en="The password does not match. Try again.", status=422
    ),
    "password_short": Sentence(
        id="Kata sandi baru terlalu pendek: sedikitnya {shortest} huruf. Rangkaian beberapa kata mudah diingat.",
        en="The new password is too short: at least {shortest} characters. A few words in a row are easy to remember.",
        status=422,
    ),
    "password_long": Sentence(
        id="Kata sandi baru terlalu panjang: paling banyak {longest} huruf.",
        en="The new password is too long: at most {longest} characters.",
        status=422,
    ),
    "password_guessable": Sentence(
        id="Kata sandi itu mudah ditebak. Jangan memakai nama, surel, atau kata umum; rangkailah beberapa kata lain.",
        en="That password is easily guessed. Do not use your name, address or common words; put a few other words together.",
        status=422,
    ),
    "password_link_dead": Sentence(
        id="Tautan ini sudah dipakai atau kedaluwarsa. Mintalah tautan baru kepada pengelola kantor Anda.",
        en="This link has been used or has expired. Ask your office administrator for a new one.",
        status=410,
    ),
    "email_taken": Sentence(
        id="Surel itu sudah dipakai akun lain. Cari orangnya di daftar, atau pakai surel lain.",
        en="Another account uses that e-mail address. Look the person up in the list, or use another address.",
        status=422,
    ),
    "person_unknown": Sentence(
        id="Orang itu tidak ada atau bukan dari kantor Anda.",
        en="That person does not exist or does not belong to your office.",
        status=404,
    ),
    "roles_needed": Sentence(id="Pilih sedikitnya satu peran.", en="Choose at least one role.", status=422),
    "role_unknown": Sentence(
        id="Peran itu tidak dikenal. Pilih dari daftar.", en="That role is unknown. Choose from the list.", status=422
    ),
    "not_yourself": Sentence(
        id="Anda tidak dapat menonaktifkan akun sendiri atau mencabut peran pengelola dari diri sendiri. Mintalah pengelola lain.",
        en="You cannot deactivate your own account or take the administrator's role from yourself. Ask another administrator.",
    ),
    "successor_needed": Sentence(
        id="Masih ada {count} tugas terbuka pada orang ini. Pilih siapa yang mengambil alih.",
        en="This person still has {count} open tasks. Choose who takes over.",
        status=422,
    ),
    "successor_unfit": Sentence(
        id="Pengganti harus orang lain yang aktif di kantor yang sama.",
        en="The successor must be another active person of the same office.",
        status=422,
    ),
    "step_up_needed": Sentence(
        id="Buktikan dahulu bahwa ini Anda: masukkan kata sandi atau kode autentikator.",
        en="First prove that it is you: enter your password or an authenticator code.",
        status=403,
    ),
    "totp_not_started": Sentence(
        id="Pemasangan autentikator belum dimulai. Mulai lagi dari halaman Akun Saya.",
        en="Set-up of the authenticator has not begun. Start again from My account.",
        status=409,
    ),
}
