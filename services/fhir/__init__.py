"""The read-only FHIR R4 interface of a centre for its integration engine (decision 0057)."""
