/**
 * Figures of merit, in plain Java and double precision. A cell (recording, class) that was never
 * assessed is unknown and takes no part in any figure. A figure that is undefined, such as the
 * AUROC of a class without positives, is NaN and left out of averages; the report's notes say so.
 */
package org.ecgnat.model.metrics;
