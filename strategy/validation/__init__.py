"""The advice held against what people wrote themselves: recall, precision, ranking, and the honest figures."""
