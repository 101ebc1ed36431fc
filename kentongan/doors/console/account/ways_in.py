"""Addresses of the pages that django-allauth answers: these, and no others of its own.

Signing up, e-mail and password reset by e-mail are not routed, so they do not exist.
"""

from allauth.account import views as account
from allauth.mfa.base import views as second_step
from allauth.mfa.recovery_codes import views as spare
from allauth.mfa.totp import views as app
from allauth.mfa.webauthn import views as passkey
from django.urls import path

from kentongan.ground.access.gates import for_oneself, open_to_all

_in = open_to_all(because="nobody has signed in yet: this is the way in")
_out = open_to_all(because="leaving must always be possible")
_own = for_oneself(because="one's own password and second step")
_own_first = for_oneself(
    because="one's own password, also before the given one was changed",
    before_new_password=True,
)

urlpatterns = [
    path("masuk/", _in(account.login), name="account_login"),
    path("masuk/tertutup/", _in(account.account_inactive), name="account_inactive"),
    path(
        "masuk/langkah-kedua/", _in(second_step.authenticate), name="mfa_authenticate"
    ),
    path("masuk/kunci/", _in(passkey.login_webauthn), name="mfa_login_webauthn"),
    path("keluar/", _out(account.logout), name="account_logout"),
    path("akun/pastikan/", _own(account.reauthenticate), name="account_reauthenticate"),
    path(
        "akun/pastikan/kode/",
        _own(second_step.reauthenticate),
        name="mfa_reauthenticate",
    ),
    path(
        "akun/pastikan/kunci/",
        _own(passkey.reauthenticate_webauthn),
        name="mfa_reauthenticate_webauthn",
    ),
    path(
        "akun/kata-sandi/",
        _own_first(account.password_change),
        name="account_change_password",
    ),
    path("akun/langkah-kedua/", _own(second_step.index), name="mfa_index"),
    path(
        "akun/langkah-kedua/aplikasi/",
        _own(app.activate_totp),
        name="mfa_activate_totp",
    ),
    path(
        "akun/langkah-kedua/aplikasi/lepas/",
        _own(app.deactivate_totp),
        name="mfa_deactivate_totp",
    ),
    path(
        "akun/langkah-kedua/cadangan/",
        _own(spare.view_recovery_codes),
        name="mfa_view_recovery_codes",
    ),
    path(
        "akun/langkah-kedua/cadangan/baru/",
        _own(spare.generate_recovery_codes),
        name="mfa_generate_recovery_codes",
    ),
    path(
        "akun/langkah-kedua/kunci/",
        _own(passkey.list_webauthn),
        name="mfa_list_webauthn",
    ),
    path(
        "akun/langkah-kedua/kunci/tambah/",
        _own(passkey.add_webauthn),
        name="mfa_add_webauthn",
    ),
    path(
        "akun/langkah-kedua/kunci/<int:pk>/lepas/",
        _own(passkey.remove_webauthn),
        name="mfa_remove_webauthn",
    ),
    path(
        "akun/langkah-kedua/kunci/<int:pk>/nama/",
        _own(passkey.edit_webauthn),
        name="mfa_edit_webauthn",
    ),
]
