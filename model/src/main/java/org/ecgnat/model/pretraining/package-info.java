/** The masked autoencoder: which samples are hidden and how their reconstruction is judged. */
package org.ecgnat.model.pretraining;
