/** GE CardioSoft XML exports of resting ECGs. */
package org.ecgnat.preprocessing.format.cardiosoft;
