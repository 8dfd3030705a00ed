/**
 * From a recording to conditioned, quantised windows by a {@link
 * org.ecgnat.preprocessing.window.ConditioningRecipe}: order the leads, derive limb leads, filter
 * and resample whole leads, then cut, standardise and quantise.
 */
package org.ecgnat.preprocessing.window;
