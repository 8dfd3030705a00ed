package org.ecgnat.preprocessing.source;

import java.io.Serializable;
import java.time.Instant;
import java.util.List;
import org.ecgnat.preprocessing.recording.AcquisitionContext;
import org.ecgnat.preprocessing.recording.Label;
import org.ecgnat.preprocessing.recording.Sex;

/**
 * A row of a labels file, as executors need it.
 *
 * @param patient empty where unknown
 * @param ageYears negative where unknown
 * @param sex as stated
 * @param recordedAt {@link Instant#MIN} where unknown
 * @param fold 0 where the source has none of its own
 * @param labels its own and those that follow from them
 * @param context how it was acquired
 */
record LabelRow(
    String patient,
    int ageYears,
    Sex sex,
    Instant recordedAt,
    int fold,
    List<Label> labels,
    AcquisitionContext context)
    implements Serializable {}
