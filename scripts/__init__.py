"""What `make` runs: nothing here is part of the package."""
