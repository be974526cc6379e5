"""What other systems use in place of pages: who they are, what they may, how often, and what they are told."""
