"""Who may: accounts, sign-in, roles, reach, gates."""
