/** What a recording is, whatever file it came from. Depends on nothing else of this project. */
package org.ecgnat.preprocessing.recording;
