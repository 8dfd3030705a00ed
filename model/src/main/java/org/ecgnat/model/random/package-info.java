/** Random numbers that depend on a key alone. */
package org.ecgnat.model.random;
