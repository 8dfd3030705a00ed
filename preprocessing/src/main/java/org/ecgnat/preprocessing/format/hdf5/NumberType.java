package org.ecgnat.preprocessing.format.hdf5;

import io.jhdf.object.datatype.DataType;
import io.jhdf.object.datatype.FixedPoint;
import io.jhdf.object.datatype.FloatingPoint;
import io.jhdf.object.datatype.OrderedDataType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.ecgnat.preprocessing.format.UnreadableRecordingException;
import org.ecgnat.preprocessing.format.UnreadableRecordingException.Reason;

/**
 * A data type of numbers ("HDF5 File Format Specification" IV.A.2.d): integers of class 0 and IEEE
 * 754 numbers of class 1.
 *
 * @param bytes of a number
 * @param floating whether it is a floating-point number
 * @param signed whether an integer is signed
 * @param order its byte order
 */
record NumberType(int bytes, boolean floating, boolean signed, ByteOrder order) {

  /** The type of a data set's elements. */
  static NumberType of(DataType type) throws UnreadableRecordingException {
    int bytes = type.getSize();
    boolean floating = type instanceof FloatingPoint && (bytes == 4 || bytes == 8);
    boolean whole = type instanceof FixedPoint && Integer.bitCount(bytes) == 1 && bytes <= 8;
    if (!floating && !whole) {
      throw new UnreadableRecordingException(
          Reason.UNSUPPORTED_FORMAT,
          "A data set of the HDF5 file holds neither integers nor numbers of 32 or 64 bits");
    }
    boolean signed = type instanceof FixedPoint fixed && fixed.isSigned();
    return new NumberType(bytes, floating, signed, ((OrderedDataType) type).getByteOrder());
  }

  /** The number at an index of a buffer in this type's byte order. */
  double get(ByteBuffer buffer, int index) {
    if (floating) {
      return bytes == 4 ? buffer.getFloat(index * 4) : buffer.getDouble(index * 8);
    }
    return integer(buffer, index);
  }

  /** The integer at an index. */
  long integer(ByteBuffer buffer, int index) {
    int at = index * bytes;
    return switch (bytes) {
      case 1 -> signed ? buffer.get(at) : Byte.toUnsignedLong(buffer.get(at));
      case 2 -> signed ? buffer.getShort(at) : Short.toUnsignedLong(buffer.getShort(at));
      case 4 -> signed ? buffer.getInt(at) : Integer.toUnsignedLong(buffer.getInt(at));
      default -> buffer.getLong(at);
    };
  }
}
