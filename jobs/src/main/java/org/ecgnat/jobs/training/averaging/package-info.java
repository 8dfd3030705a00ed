/** How the contributions of a round's workers become the next weights. */
package org.ecgnat.jobs.training.averaging;
