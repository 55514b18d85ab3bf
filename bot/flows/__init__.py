"""What happens, one journey a file; flows open and close the transactions."""
