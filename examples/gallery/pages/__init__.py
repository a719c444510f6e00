"""The pages of the gallery, a family of widgets each."""
