"""The version of the product, as everybody names it on the telephone."""

VERSION = "0.1.0"
