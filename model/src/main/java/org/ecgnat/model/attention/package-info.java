/** Neighbourhood attention in one dimension, block-banded and exact. */
package org.ecgnat.model.attention;
