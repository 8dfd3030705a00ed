/** Writes synthetic recordings as a WFDB data set. */
package org.ecgnat.jobs.synthesis;
