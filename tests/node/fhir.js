// Reads the path of a FHIR R4 resource, and prints what the package `fhir` finds wrong with it.
import { readFileSync } from "node:fs";
import fhir from "fhir";

const engine = new fhir.Fhir();
for (const path of process.argv.slice(2)) {
  const found = engine.validate(JSON.parse(readFileSync(path, "utf8")), {
    errorOnUnexpected: true,
  });
  console.log(JSON.stringify(found));
}
