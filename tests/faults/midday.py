"""The portal's own settings in a place where it is about noon, so that messages go out whenever the tests run."""

from datetime import UTC, datetime

from congress.settings import *

# POSIX counts westwards: Etc/GMT-8 is eight hours ahead of Greenwich.
TIME_ZONE = f"Etc/GMT{datetime.now(UTC).hour - 12:+d}"
# A mail server that sleeps is waited for until the test has looked, however slow the machine is.
EMAIL_TIMEOUT = 120
