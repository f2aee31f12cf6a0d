"""Everything of a centre in one, as an engine asks for it (`$export` of FHIR Bulk Data)."""
