package org.ecgnat.preprocessing.format.scp;

/**
 * One line of a Huffman table (EN 1064, 5.5.3).
 *
 * @param prefixBits length of the code, 1 to 32
 * @param totalBits length with the value that follows the code, if any
 * @param selectsTable whether {@code value} is the number of the table to go on with, from 1
 * @param value what the code stands for; added to the value that follows, where one does
 * @param code the bits of the code, the first one in the lowest bit
 */
record HuffmanCode(int prefixBits, int totalBits, boolean selectsTable, int value, long code) {

  /** Bits of the two's complement value behind the code. */
  int literalBits() {
    return totalBits - prefixBits;
  }

  /** The {@code i}-th bit of the code, from 0. */
  int bit(int i) {
    return (int) ((code >>> i) & 1);
  }
}
