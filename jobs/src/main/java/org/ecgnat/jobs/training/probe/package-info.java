/** The linear probe: a logistic regression on the features of an encoder that stays as it is. */
package org.ecgnat.jobs.training.probe;
