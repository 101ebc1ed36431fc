"""Django's own command line, for those who write the code."""

import os
import sys

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kentongan.config.settings")
    os.environ.setdefault("KENTONGAN_DATABASE_ROLE", "owner")
    execute_from_command_line(sys.argv)
