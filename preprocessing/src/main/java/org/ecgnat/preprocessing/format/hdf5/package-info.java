/**
 * Exams in HDF5 files as CODE-15% stores them (Ribeiro et al. 2021, doi:10.5281/zenodo.4916206):
 * one data set of identifiers and one of tracings. jHDF reads the container.
 */
package org.ecgnat.preprocessing.format.hdf5;
