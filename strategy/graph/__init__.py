"""The networks around the municipality as a weighted directed graph, and what can be measured on it."""
