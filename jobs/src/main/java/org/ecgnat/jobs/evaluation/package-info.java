/**
 * Scores a model on a role of a corpus: windows to recordings, recordings to metrics, {@code
 * metrics.json}, {@code predictions.parquet}.
 */
package org.ecgnat.jobs.evaluation;
