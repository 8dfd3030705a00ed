/** Recordings that a corpus holds twice: equal signals and near-duplicates. */
package org.ecgnat.jobs.duplicates;
