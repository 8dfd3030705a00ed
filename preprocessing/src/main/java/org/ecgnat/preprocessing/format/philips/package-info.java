/** Philips (Sierra) ECG XML, with its XLI compression. */
package org.ecgnat.preprocessing.format.philips;
