package org.ecgnat.model.training;

/** The loss or a gradient is no longer a number: training cannot go on from here. */
public class DivergedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** With a message that says where, and what to try. */
  public DivergedException(String message) {
    super(message);
  }
}
