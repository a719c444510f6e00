"""What carries messages; one module per kind, none knows another."""
