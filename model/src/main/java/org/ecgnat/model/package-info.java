/** The ECG-NAT network: where its trainers come from. */
package org.ecgnat.model;
