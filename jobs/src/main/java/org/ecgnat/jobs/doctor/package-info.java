/** What a machine must have before a job can run on it, checked one by one. */
package org.ecgnat.jobs.doctor;
