"""The PostgreSQL that Kentongan starts, shares and stops by itself."""

from kentongan.config.postgres.addresses import ROLES, database_url
from kentongan.config.postgres.errors import ServerRefused
from kentongan.config.postgres.server import Server

__all__ = ["ROLES", "Server", "ServerRefused", "database_url"]
