/** The classifier on the encoder's stages, its losses and its augmentations. */
package org.ecgnat.model.classification;
