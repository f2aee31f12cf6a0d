"""The report of a patient as a CDA document with the PDF inside, for the record of the hospital."""
