/** What a corpus holds, counted by Spark and shown as a page for people. */
package org.ecgnat.jobs.inventory;
