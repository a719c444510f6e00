"""What several test modules need: real hosts, and how to wait for them."""
