/** Configuration files: tasks, splits, experiments. Unknown keys are refused. */
package org.ecgnat.jobs.config;
