/** The layers that the network is built from, as DJL blocks with dotted parameter names. */
package org.ecgnat.model.layers;
