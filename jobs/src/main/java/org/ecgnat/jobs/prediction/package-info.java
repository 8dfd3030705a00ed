/** From raw recordings to prediction rows, the same on every route. */
package org.ecgnat.jobs.prediction;
