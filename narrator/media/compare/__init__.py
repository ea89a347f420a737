"""Finished sound held against what it was made of: gains, departures and clicks recovered."""
