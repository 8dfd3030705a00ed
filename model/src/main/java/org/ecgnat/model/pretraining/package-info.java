/**
 * The masked autoencoder: which samples are hidden and how their reconstruction is judged; and the
 * regression of median beats beside it.
 */
package org.ecgnat.model.pretraining;
