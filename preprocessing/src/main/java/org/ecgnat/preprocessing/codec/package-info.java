/** The bytes of a window, the same on every route. */
package org.ecgnat.preprocessing.codec;
