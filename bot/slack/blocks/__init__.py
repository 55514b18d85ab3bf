"""Pure builders of Block Kit: what is said comes in, blocks go out, nothing is asked or sent."""
