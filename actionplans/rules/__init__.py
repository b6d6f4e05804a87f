"""What an action plan means, as pure functions: how a deadline reads, when it falls due, who leads."""
