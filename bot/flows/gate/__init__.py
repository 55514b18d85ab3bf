"""Asking the gate: what is known is read here, what follows from it is decided in ``bot.policy``."""
