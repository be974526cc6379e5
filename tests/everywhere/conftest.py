"""The stage of the permission matrix, for what holds on every page; its neighbours here begin with empty tables."""

from tests.security.staging import stage_of_a

stage, policy, canaries = stage_of_a("module")
