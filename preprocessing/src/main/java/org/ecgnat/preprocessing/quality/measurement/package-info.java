/** What a recording measures: rate, intervals, axes and voltages, from its delineated beats. */
package org.ecgnat.preprocessing.quality.measurement;
