"""Registers of a made-up office with planted faults and their answer key, written without the product's code."""
