from services.contract.enums import AlertLevel
import json

def test_smoke(ward):
    a = ward.raised(AlertLevel.CRITICAL)
    print(json.dumps(ward.rows(), indent=1))
    print(json.dumps(ward.get("nurse", f"/alerts/{a}"), indent=1)[:3000])
    print(ward.get("nurse","/worklist/counts"))
    d = ward.done("nurse", a, "acknowledge")
    ward.done("nurse", a, "calls", {"result":"patient_reached","grades":[{"item":"diarrhoea","grade":2}]})
    ward.done("nurse", a, "measures", {"codes":["01"]})
    print(ward.rows(view="mine"))
    ward.done("nurse", a, "close", {})
    print(ward.rows(view="closed"))
    print(ward.get("nurse","/worklist/counts"))
    print(ward.get("nurse","/alerts", state="closed"))
    print(ward.get("nurse","/alerts/batch", id=[str(a)])["items"][0]["history"])
    print(ward.service.client.get("/health/ready").text)
    print(ward.service.client.get("/health/live").text)
