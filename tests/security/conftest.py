"""The stage of the permission matrix, once for this folder: every test here plays on it."""

from tests.security.staging import stage_of_a

stage, policy, canaries = stage_of_a("package")
