"""逐条诉求: a proposal's text is split into numbered asks, and every reply answers each of them."""
