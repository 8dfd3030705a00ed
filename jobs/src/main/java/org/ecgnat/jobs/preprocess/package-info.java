/**
 * Recordings to corpus: lists the files, reads and conditions them on executors, commits batches.
 */
package org.ecgnat.jobs.preprocess;
