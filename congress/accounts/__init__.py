"""Signing in: deputies by phone and SMS code, offices by password and one-time password; allauth does the rest."""
