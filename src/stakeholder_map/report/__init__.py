"""What readers see: typed blocks, figures in one style, pages of the three tiers, downloads."""
