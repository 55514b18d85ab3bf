"""The team itself: who may do what, and what its admins are told."""
