#!/usr/bin/python3
"""Checks the schedules of this folder, each with a validator of its own kind.

Needs systemd-analyze, python3-yaml and python3-kubernetes (Debian names). A SparkApplication is
checked against the operator's definition where one is given: check.py [SPARKAPPLICATION-CRD.yaml]
"""
import pathlib
import subprocess
import sys
import tempfile

import yaml
from kubernetes import client

HERE = pathlib.Path(__file__).parent


def systemd():
    """systemd-analyze wants commands that exist, so it sees a stand-in for the launcher."""
    with tempfile.TemporaryDirectory() as folder:
        units = []
        for unit in sorted((HERE / "systemd").iterdir()):
            copy = pathlib.Path(folder) / unit.name
            copy.write_text(unit.read_text().replace("/opt/ecgnat/submit/ecgnat", "/bin/true"))
            units.append(str(copy))
        command = ["systemd-analyze", "verify", "--man=no", *units]
        run = subprocess.run(command, capture_output=True, text=True)
        if run.returncode != 0 or run.stderr.strip():
            sys.exit(f"systemd: {run.stderr.strip()}")
    calendar = (HERE / "systemd/ecgnat-preprocess.timer").read_text()
    when = next(line for line in calendar.splitlines() if line.startswith("OnCalendar="))
    subprocess.run(
        ["systemd-analyze", "calendar", when.split("=", 1)[1]], check=True, capture_output=True
    )
    print(f"systemd: {len(units)} units verified")


def airflow():
    path = HERE / "airflow/ecgnat_preprocess.py"
    try:
        from airflow.models import DagBag
    except ImportError:
        compile(path.read_text(), str(path), "exec")
        print("airflow: is not installed, only the syntax was checked")
        return
    bag = DagBag(dag_folder=str(path), include_examples=False)
    if bag.import_errors or len(bag.dags) != 1:
        sys.exit(f"airflow: {bag.import_errors}")
    print("airflow: the DAG loads")


def kubernetes(definition):
    api = client.ApiClient()
    checked = []
    for content in yaml.safe_load_all((HERE / "kubernetes/preprocess.yaml").read_text()):
        kind = content["kind"]
        group, _, version = content["apiVersion"].rpartition("/")
        name = {"": "V1", "batch": "V1", "rbac.authorization.k8s.io": "V1"}[group] + kind
        model = api._ApiClient__deserialize(content, name)  # refuses what lacks a required field
        back = api.sanitize_for_serialization(model)
        if back != content:  # what the model does not know is lost
            sys.exit(f"kubernetes: {kind} has fields that {version} does not know")
        checked.append(kind)
        if kind == "ConfigMap":
            application = yaml.safe_load(content["data"]["application.yaml"])
            if definition:
                spark_application(application, definition)
                checked.append("SparkApplication")
    print(f"kubernetes: {', '.join(checked)} checked")


def spark_application(application, definition):
    import jsonschema

    crd = yaml.safe_load(pathlib.Path(definition).read_text())
    version = next(v for v in crd["spec"]["versions"] if v["name"] == "v1beta2")
    schema = version["schema"]["openAPIV3Schema"]
    closed(schema)
    jsonschema.validate(application, schema)


def closed(schema):
    """Refuses unknown fields, which the API server would drop without a word."""
    if isinstance(schema, dict):
        if "properties" in schema and schema.get("type") == "object" and schema["properties"]:
            if "metadata" not in schema["properties"]:
                schema.setdefault("additionalProperties", False)
        for value in schema.values():
            closed(value)
    elif isinstance(schema, list):
        for value in schema:
            closed(value)


systemd()
airflow()
kubernetes(sys.argv[1] if len(sys.argv) > 1 else None)
