/**
 * A trained model on disk and in use: the safetensors format, the model directory, and the way from
 * a raw recording to a prediction.
 */
package org.ecgnat.model.artifact;
