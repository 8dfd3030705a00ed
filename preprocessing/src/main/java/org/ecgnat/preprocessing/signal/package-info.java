/**
 * Zero-phase filters, rational resampling and lead derivation, in double precision.
 *
 * <p>Own code, because the libraries that were looked at filter in one direction only: iirj has
 * neither initial states nor forward-backward filtering, and Hipparchus and JTransforms have no
 * infinite impulse response filters. The values agree with SciPy's {@code butter}, {@code
 * iirnotch}, {@code sosfiltfilt} and {@code resample_poly}.
 */
package org.ecgnat.preprocessing.signal;
