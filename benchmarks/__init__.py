"""Measurements that print tables; no test asserts them."""
