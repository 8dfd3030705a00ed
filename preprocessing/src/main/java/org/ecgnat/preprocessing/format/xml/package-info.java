/** XML files read safely: no document type, no entities, bounded depth and number of elements. */
package org.ecgnat.preprocessing.format.xml;
