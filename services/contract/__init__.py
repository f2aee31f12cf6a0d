"""Shapes that cross the wire: the one package that the service and the console both import."""
