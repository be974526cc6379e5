"""Activity groups and stations. Their pages come with a later part of the product."""
