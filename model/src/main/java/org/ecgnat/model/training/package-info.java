/** One training step: differentiation, the optimizer, schedules, and keyed random numbers. */
package org.ecgnat.model.training;
