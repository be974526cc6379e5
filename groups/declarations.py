"""What groups add to lists of lower apps."""

from groups import duty_holders

__all__ = ["duty_holders"]
