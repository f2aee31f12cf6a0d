"""The report of a patient as a FHIR R4 document, for the systems of the hospital."""
