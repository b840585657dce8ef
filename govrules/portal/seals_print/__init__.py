"""The book of a year and letters of introduction on paper."""
