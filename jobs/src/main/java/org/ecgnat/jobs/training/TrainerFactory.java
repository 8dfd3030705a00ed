package org.ecgnat.jobs.training;

import java.io.Serializable;
import org.ecgnat.model.training.Trainer;

/** Builds a trainer within an executor. */
@FunctionalInterface
interface TrainerFactory extends Serializable {

  /** A new trainer, whose weights and optimizer state are replaced before use. */
  Trainer create();
}
