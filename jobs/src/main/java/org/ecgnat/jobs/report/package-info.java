/** What a person looks at: ECG paper, figures, reports. */
package org.ecgnat.jobs.report;
