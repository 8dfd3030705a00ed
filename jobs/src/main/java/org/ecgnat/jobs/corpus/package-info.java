/** A corpus as jobs open it: a pinned version of its two Delta tables. */
package org.ecgnat.jobs.corpus;
