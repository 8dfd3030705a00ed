package org.ecgnat.preprocessing.recording;

import java.io.Serializable;

/**
 * How a recording was made; an empty string means not stated.
 *
 * @param manufacturer maker of the cart
 * @param device its model
 * @param site where it stands
 * @param filters acquisition filters, as stated
 * @param pacemaker pacemaker remark, as stated
 * @param validatedByHuman {@code true}, {@code false} or empty
 */
public record AcquisitionContext(
    String manufacturer,
    String device,
    String site,
    String filters,
    String pacemaker,
    String validatedByHuman)
    implements Serializable {

  /** Nothing stated. */
  public static final AcquisitionContext UNKNOWN = new AcquisitionContext("", "", "", "", "", "");

  /** What this one states, and where it states nothing, what another does. */
  public AcquisitionContext or(AcquisitionContext other) {
    return new AcquisitionContext(
        either(manufacturer, other.manufacturer),
        either(device, other.device),
        either(site, other.site),
        either(filters, other.filters),
        either(pacemaker, other.pacemaker),
        either(validatedByHuman, other.validatedByHuman));
  }

  private static String either(String first, String second) {
    return first.isEmpty() ? second : first;
  }
}
