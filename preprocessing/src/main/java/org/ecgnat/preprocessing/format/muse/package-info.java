/** GE MUSE XML exports of resting ECGs. */
package org.ecgnat.preprocessing.format.muse;
