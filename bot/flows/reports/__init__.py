"""What the numbers say: for people who run the program."""
