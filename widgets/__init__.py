"""Reusable Qt parts: plain values in, signals out; the only place that paints."""
