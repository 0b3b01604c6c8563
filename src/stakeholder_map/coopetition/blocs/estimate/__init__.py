"""Groups among many, with the probability of each membership, by belief propagation."""
