/** What an architecture costs, counted without a native library. */
package org.ecgnat.model.cost;
