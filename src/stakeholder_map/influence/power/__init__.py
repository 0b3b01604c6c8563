"""Power beside interest, legitimacy and urgency: whom to work with, and how."""
