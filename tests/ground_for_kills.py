"""Lays just enough ground for visits to stand on, in a world of its own."""

import os

import django

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kentongan.config.settings")
    django.setup()
    from tests.make import make_place

    for path, name, word in (
        ("12", "Sumatera Utara", "provinsi"),
        ("12.18", "Serdang Bedagai", "kabupaten"),
        ("12.18.04", "Sei Rampah", "kecamatan"),
        ("12.18.04.2024", "Simpang Empat", "desa"),
    ):
        make_place(path, name, word)
