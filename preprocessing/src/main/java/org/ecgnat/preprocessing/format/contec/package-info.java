/** Contec's own files, whose layout is not public: known so that they are not overlooked. */
package org.ecgnat.preprocessing.format.contec;
