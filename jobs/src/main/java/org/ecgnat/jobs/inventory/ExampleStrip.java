package org.ecgnat.jobs.inventory;

import java.util.List;
import org.ecgnat.preprocessing.recording.EcgRecording;

/**
 * A recording to be shown on ECG paper.
 *
 * @param title what it is: its source and its key as stored
 * @param signal at most ten seconds of it
 * @param remarks what is printed on the paper beside its speed and gain, such as the filter band
 * @param facts what is said below it: stated labels, findings, why it was set aside
 */
public record ExampleStrip(
    String title, EcgRecording signal, List<String> remarks, List<String> facts) {

  /** Copies the lists. */
  public ExampleStrip {
    remarks = List.copyOf(remarks);
    facts = List.copyOf(facts);
  }
}
