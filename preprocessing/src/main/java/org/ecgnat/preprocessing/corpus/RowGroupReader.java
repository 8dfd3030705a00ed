package org.ecgnat.preprocessing.corpus;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.convert.GroupRecordConverter;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.RecordReader;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;

/**
 * Reads row groups of a corpus as they lie in the Parquet file, without Spark: one seek and one
 * sequential read for a few hundred windows.
 */
public final class RowGroupReader {
  private static final List<String> COLUMNS =
      List.of(
          WindowsTable.WINDOW_ID,
          WindowsTable.RECORD_KEY,
          WindowsTable.PATIENT_ID,
          WindowsTable.FOLD,
          WindowsTable.START_SECONDS,
          WindowsTable.VALID_SECONDS,
          WindowsTable.SIGNAL);

  private RowGroupReader() {}

  /**
   * Reads a row group.
   *
   * @param hadoop finds and opens the file
   * @param rowGroup which one
   * @return its windows in file order
   * @throws FileNotFoundException where the file is gone, so the corpus version was vacuumed
   * @throws IOException where the file cannot be read or is no file of a windows table
   */
  public static List<CorpusWindow> read(Configuration hadoop, RowGroup rowGroup)
      throws IOException {
    return read(hadoop, rowGroup, COLUMNS);
  }

  /**
   * Reads everything of a row group but the signals, which are by far the most of its bytes.
   *
   * @param hadoop finds and opens the file
   * @param rowGroup which one
   * @return its windows in file order, each with an empty signal
   * @throws FileNotFoundException where the file is gone, so the corpus version was vacuumed
   * @throws IOException where the file cannot be read or is no file of a windows table
   */
  public static List<CorpusWindow> readWithoutSignals(Configuration hadoop, RowGroup rowGroup)
      throws IOException {
    return read(
        hadoop,
        rowGroup,
        COLUMNS.stream().filter(column -> !column.equals(WindowsTable.SIGNAL)).toList());
  }

  private static List<CorpusWindow> read(
      Configuration hadoop, RowGroup rowGroup, List<String> columns) throws IOException {
    HadoopInputFile file = HadoopInputFile.fromPath(new Path(rowGroup.path()), hadoop);
    try (ParquetFileReader reader = ParquetFileReader.open(file)) {
      MessageType schema = reader.getFileMetaData().getSchema();
      MessageType projection = projection(schema, columns, rowGroup.path());
      reader.setRequestedSchema(projection);
      PageReadStore pages = reader.readRowGroup(rowGroup.index());
      if (pages == null) {
        throw new IOException(
            "Cannot read row group "
                + rowGroup.index()
                + " of "
                + rowGroup.path()
                + ": the file has only "
                + reader.getRowGroups().size());
      }
      RecordReader<Group> records =
          new ColumnIOFactory()
              .getColumnIO(projection, schema)
              .getRecordReader(pages, new GroupRecordConverter(projection));
      List<CorpusWindow> windows = new ArrayList<>(Math.toIntExact(pages.getRowCount()));
      for (long row = 0; row < pages.getRowCount(); row++) {
        windows.add(window(records.read(), rowGroup.source()));
      }
      return windows;
    }
  }

  private static MessageType projection(MessageType schema, List<String> columns, String path)
      throws IOException {
    List<Type> fields = new ArrayList<>();
    for (String column : columns) {
      if (!schema.containsField(column)) {
        throw new IOException(
            "Cannot read windows from " + path + ": the file has no column " + column);
      }
      fields.add(schema.getType(column));
    }
    return new MessageType(schema.getName(), fields);
  }

  private static CorpusWindow window(Group row, String source) {
    return new CorpusWindow(
        row.getString(WindowsTable.WINDOW_ID, 0),
        row.getString(WindowsTable.RECORD_KEY, 0),
        row.getString(WindowsTable.PATIENT_ID, 0),
        source,
        row.getInteger(WindowsTable.FOLD, 0),
        row.getDouble(WindowsTable.START_SECONDS, 0),
        row.getDouble(WindowsTable.VALID_SECONDS, 0),
        row.getType().containsField(WindowsTable.SIGNAL)
            ? row.getBinary(WindowsTable.SIGNAL, 0).getBytes()
            : new byte[0]);
  }
}
