/**
 * A generator of labelled twelve-lead recordings: heart dipoles in a random torso, noise at the
 * nine electrodes, and leads computed from the electrodes, so that the leads relate as in life.
 * Every figure measured on its output is synthetic.
 */
package org.ecgnat.preprocessing.synthetic;
