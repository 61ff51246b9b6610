"""Which rules fire on which facts. One port, two engines that must agree."""
