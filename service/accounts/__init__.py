"""People: sign-in, sessions, second factor, roles."""
