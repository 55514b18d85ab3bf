"""What is written into the clients' threads, and how it gets there."""
