/** The command line: one small class a command, the user's errors, the exit codes. */
package org.ecgnat.jobs.cli;
