/** Tends a corpus after it was made: new labels, forgotten patients. */
package org.ecgnat.jobs.upkeep;
