"""Facts and rules of the trade. Nothing here reads, writes or waits."""
