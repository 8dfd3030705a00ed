/** The hierarchical encoder: stem, stages of attention blocks, and down-sampling. */
package org.ecgnat.model.encoder;
