"""How passwords are kept: Argon2id, which costs a thief memory as well as time.

Django's own choice costs a core ten times as much, too much for a morning on which all sign in (`bench/load sign_in`).
"""

from django.contrib.auth.hashers import Argon2PasswordHasher


class Argon2id(Argon2PasswordHasher):
    """19 MiB of memory, two passes, one lane: the least that OWASP's cheat sheet on storing passwords allows."""

    time_cost = 2
    memory_cost = 19 * 1024  # KiB
    parallelism = 1
