"""The population that a workforce is compared with: counts of residents by category, with source, year, area and base."""

from organisation.benchmarks.population import ATTRIBUTION, Benchmark, benchmarks_for

__all__ = ["ATTRIBUTION", "Benchmark", "benchmarks_for"]
