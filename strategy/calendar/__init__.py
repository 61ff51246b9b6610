"""Moments that matter for seats and lobby, with the advice they serve."""
