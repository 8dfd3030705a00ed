/** The corpus's schema and the reader that training uses: Parquet row groups, not Spark rows. */
package org.ecgnat.preprocessing.corpus;
