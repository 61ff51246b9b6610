"""The advice held against what people wrote themselves: how faithful, what may not be, order, and the honest figures."""
