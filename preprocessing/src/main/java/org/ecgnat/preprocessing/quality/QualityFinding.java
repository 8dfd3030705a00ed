package org.ecgnat.preprocessing.quality;

import java.io.Serializable;

/**
 * Something worth knowing about a signal.
 *
 * @param code such as {@code missing}, {@code flat}, {@code saturated}
 * @param lead the lead's label, or empty where it concerns the whole window
 * @param severity {@code info}, {@code warning} or {@code severe}
 * @param value a number in the unit that the code's documentation states, such as a fraction of
 *     samples
 */
public record QualityFinding(String code, String lead, String severity, double value)
    implements Serializable {}
