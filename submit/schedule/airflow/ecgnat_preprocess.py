"""Nightly batches as an Airflow DAG (Airflow 2.4 or newer, nothing beyond its core operators).

Copy into the DAGs folder. Settings are Airflow variables, with the defaults below:
ecgnat_home, ecgnat_corpus, ecgnat_sources, ecgnat_recipe, ecgnat_master. The site key is the
variable ecgnat_site_key, or whatever the worker's own environment says.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from airflow import DAG
from airflow.operators.bash import BashOperator

ECGNAT = "{{ var.value.get('ecgnat_home', '/opt/ecgnat') }}/submit/ecgnat"
CORPUS = "{{ var.value.get('ecgnat_corpus', '/srv/ecg/corpus') }}"
SOURCES = "{{ var.value.get('ecgnat_sources', '/etc/ecgnat/sources.yaml') }}"
RECIPE = "{{ var.value.get('ecgnat_recipe', 'diagnostic-500') }}"
MASTER = "{{ var.value.get('ecgnat_master', 'local[*]') }}"

with DAG(
    dag_id="ecgnat_preprocess",
    description="Add new ECG recordings to the corpus",
    schedule="0 2 * * *",
    start_date=datetime(2026, 1, 1),
    catchup=False,  # one run reads whatever is new, however many nights were missed
    max_active_runs=1,  # a second writer would be refused with exit code 4
    default_args={
        # Running again is safe: what was committed is not read again.
        "retries": 2,
        "retry_delay": timedelta(minutes=20),
        "env": {"ECGNAT_SITE_KEY": "{{ var.value.get('ecgnat_site_key', '') }}"},
        "append_env": True,
    },
    tags=["ecg"],
) as dag:
    preprocess = BashOperator(
        task_id="preprocess",
        bash_command=(
            f"'{ECGNAT}' preprocess --corpus '{CORPUS}' --sources '{SOURCES}'"
            f" --recipe '{RECIPE}' -- --master '{MASTER}'"
        ),
    )
    compact = BashOperator(
        task_id="compact",
        bash_command=f"'{ECGNAT}' corpus --corpus '{CORPUS}' --compact -- --master '{MASTER}'",
    )
    preprocess >> compact
