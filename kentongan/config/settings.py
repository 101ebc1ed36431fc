"""Settings. One table of KENTONGAN_* variables, read here and nowhere else."""

import json
import os
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from csp.constants import NONCE, NONE, SELF
from django.utils.translation import gettext_lazy as _

PACKAGE = Path(__file__).resolve().parent.parent


def _flag(name: str) -> bool:
    return os.environ.get(name, "") not in ("", "0", "false", "no")


def _database() -> dict[str, Any]:
    """DATABASE_URL, or the embedded server's socket in the world's own folder."""
    role = os.environ.get("KENTONGAN_DATABASE_ROLE", "system")
    url = os.environ.get(
        f"KENTONGAN_{role.upper()}_DATABASE_URL", os.environ.get("DATABASE_URL")
    )
    entry: dict[str, Any] = {
        "ENGINE": "django.db.backends.postgresql",
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "TEST": {"NAME": os.environ.get("KENTONGAN_TEST_DATABASE", "test_kentongan")},
    }
    if not url:
        return entry | {
            "NAME": "kentongan",
            "USER": f"kentongan_{role}",
            "HOST": str(KENTONGAN_HOME / "run"),
        }
    parts = urlsplit(url)
    query = dict(parse_qsl(parts.query))
    return entry | {
        "NAME": parts.path.lstrip("/") or "kentongan",
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.pop("host", parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "OPTIONS": query,
    }


KENTONGAN_HOME = Path(os.environ.get("KENTONGAN_HOME", "var")).absolute()
KENTONGAN_SET_ROLE = _flag("KENTONGAN_SET_ROLE")
KENTONGAN_DEMO = (KENTONGAN_HOME / "demo").exists()
KENTONGAN_ORIGINS = os.environ.get("KENTONGAN_ORIGINS", "").split()

DEBUG = False
SECRET_KEY_FILE = KENTONGAN_HOME / "keys" / "django.json"
SECRET_KEY = (
    json.loads(SECRET_KEY_FILE.read_text())["secret"]
    if SECRET_KEY_FILE.exists()
    else os.environ.get("KENTONGAN_SECRET_KEY", "no world here yet: nobody can sign in")
)
ALLOWED_HOSTS = os.environ.get("KENTONGAN_HOSTS", "localhost 127.0.0.1 [::1]").split()
CSRF_TRUSTED_ORIGINS = KENTONGAN_ORIGINS
SECURE_PROXY_SSL_HEADER = (
    ("HTTP_X_FORWARDED_PROTO", "https") if _flag("KENTONGAN_BEHIND_PROXY") else None
)

INSTALLED_APPS = [
    "kentongan.doors.look",
    "kentongan.doors.console",
    "kentongan.doors.field",
    "kentongan.doors.public",
    "kentongan.desk.planning",
    "kentongan.desk.news",
    "kentongan.beat.visits",
    "kentongan.beat.reports",
    "kentongan.beat.watch",
    "kentongan.beat.follow_ups",
    "kentongan.beat.community",
    "kentongan.ground.access",
    "kentongan.ground.units",
    "kentongan.ground.places",
    "kentongan.ground.seals",
    "kentongan.ground.ledger",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "csp",
    "template_partials",
    "django_htmx",
    "procrastinate.contrib.django",
]
MIDDLEWARE = [
    "kentongan.config.requests.RequestLog",
    # First, so that styles and scripts are compressed as well as pages: on a 2G line
    # every kilobyte is waited for. Form tokens are masked anew in every answer.
    "django.middleware.gzip.GZipMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "kentongan.ground.access.language.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "kentongan.ground.access.refusals.RefusalMiddleware",
]
ROOT_URLCONF = "kentongan.config.urls"
WSGI_APPLICATION = "kentongan.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "kentongan.doors.look.context.look",
                "kentongan.doors.console.navigation.navigation",
            ],
        },
    }
]
DATABASES = {"default": _database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "access.Account"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS: list[dict[str, Any]] = [
    {
        "NAME": f"django.contrib.auth.password_validation.{name}",
        "OPTIONS": options,
    }
    for name, options in {
        "UserAttributeSimilarityValidator": {
            "user_attributes": ["sign_in_name", "display_name"]
        },
        "MinimumLengthValidator": {"min_length": 10},
        "CommonPasswordValidator": {},
        "NumericPasswordValidator": {},
    }.items()
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/mulai/"
CSRF_FAILURE_VIEW = "kentongan.ground.access.refusals.csrf_failed"
# In the database, since several processes must agree on which code was used.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "access_cache",
        "OPTIONS": {"MAX_ENTRIES": 50_000},
    }
}

ALLAUTH_TRUSTED_PROXY_COUNT = int(_flag("KENTONGAN_BEHIND_PROXY"))
ACCOUNT_ADAPTER = "kentongan.ground.access.signin.SignIn"
ACCOUNT_USER_MODEL_USERNAME_FIELD = "sign_in_name"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PRESERVE_USERNAME_CASING = False
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_FORMS = {
    "login": "kentongan.doors.console.account.forms.SignInForm",
    "change_password": "kentongan.doors.console.account.forms.NewPasswordForm",
    "reauthenticate": "kentongan.doors.console.account.forms.ConfirmForm",
}
MFA_FORMS = {
    "authenticate": "kentongan.doors.console.account.forms.SecondStepForm",
    "reauthenticate": "kentongan.doors.console.account.forms.ConfirmByCodeForm",
    "activate_totp": "kentongan.doors.console.account.forms.AddAppForm",
    "add_webauthn": "kentongan.doors.console.account.forms.AddPasskeyForm",
    "authenticate_webauthn": "kentongan.doors.console.account.forms.PasskeyForm",
    "login_webauthn": "kentongan.doors.console.account.forms.PasskeySignInForm",
    "reauthenticate_webauthn": (
        "kentongan.doors.console.account.forms.ConfirmByPasskeyForm"
    ),
}
MFA_ADAPTER = "kentongan.ground.access.signin.SecondStep"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_RECOVERY_CODES_SHOW_ONCE = True

LANGUAGE_CODE = "id"
LANGUAGES = [("id", _("Indonesian")), ("en", _("English"))]
LOCALE_PATHS = [PACKAGE / "locale"]
LANGUAGE_COOKIE_NAME = "bahasa"
LANGUAGE_COOKIE_SAMESITE = "Lax"
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "/static/"
STATIC_ROOT = KENTONGAN_HOME / "static"
STORAGES = {
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
WHITENOISE_MAX_AGE = 600

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],  # the nonce is for the import map alone
        "style-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    },
}
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 14 * 24 * 3600
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _flag("KENTONGAN_HTTPS")
SECURE_HSTS_SECONDS = 31_536_000 if _flag("KENTONGAN_HTTPS") else 0
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = KENTONGAN_HOME / "mail"
LOGGING_CONFIG = None
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"
