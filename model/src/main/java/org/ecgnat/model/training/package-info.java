/** One training step: differentiation, the optimizer, schedules, and what a batch draws. */
package org.ecgnat.model.training;
