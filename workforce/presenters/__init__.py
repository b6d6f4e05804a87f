"""Figures in words and pictures, and tables that are tried, as their pages show them."""

from workforce.presenters.profiles import sections

__all__ = ["sections"]
