"""The yardstick: what Django 5.2 does for a signed-in page and nothing else. No page of the portal can be faster."""
