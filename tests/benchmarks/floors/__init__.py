"""The simplest honest programs that do what a path of ours does: what ours is measured against."""
