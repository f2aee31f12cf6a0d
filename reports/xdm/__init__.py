"""The envelope that secure health mail carries: the CDA document with its metadata (IHE XDM)."""
