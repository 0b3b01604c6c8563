"""From measures to places: weights, intervals, shares of ranks, tiers, and the words for them."""
