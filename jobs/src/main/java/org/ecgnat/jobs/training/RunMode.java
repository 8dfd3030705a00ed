package org.ecgnat.jobs.training;

import java.util.Optional;

/**
 * How a run is begun and ended.
 *
 * @param start what to do about an output that exists
 * @param graceSeconds that a round may still take when a signal has come
 * @param replay directory of another run, whose workers and steps are repeated round by round
 */
public record RunMode(StartMode start, double graceSeconds, Optional<String> replay) {}
