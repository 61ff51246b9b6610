"""The roads to those who decide: how strong, what each step needs, and where a road is lacking."""
