"""Programmes and sound files: probing, measuring, mixing and packing them."""
