"""Courses and materials. Their pages come with a later part of the product."""
