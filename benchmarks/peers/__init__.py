"""The same two apps in other frameworks, each installed apart from all others."""
