/**
 * The round loop that pre-training and fine-tuning share: the order of the data, the workers' local
 * steps, checkpoints, and the two jobs themselves.
 */
package org.ecgnat.jobs.training;
