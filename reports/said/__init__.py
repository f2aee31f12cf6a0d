"""What every format says of a report in words: on paper, and to a person who reads FHIR."""
