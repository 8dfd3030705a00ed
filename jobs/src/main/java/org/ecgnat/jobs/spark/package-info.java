/** Spark sessions, leases, slots per task. */
package org.ecgnat.jobs.spark;
