package org.ecgnat.preprocessing.format.text;

import static org.ecgnat.preprocessing.format.UnreadableRecordingException.Reason.UNREADABLE_HEADER;

import java.util.List;
import java.util.Optional;
import org.ecgnat.preprocessing.format.DeclaredUnit;
import org.ecgnat.preprocessing.format.LeadRows;
import org.ecgnat.preprocessing.format.UnreadableRecordingException;
import org.ecgnat.preprocessing.recording.Lead;

/** Reads a table of which a row is a sample and a column a lead. */
final class SamplesInRows {
  private final TextLayout layout;
  private final TextHeader header;
  private final List<Optional<Lead>> leads;
  private final Samples[] columns;
  private final int timeColumn;
  private final TimeAxis times = new TimeAxis();

  SamplesInRows(TextLayout layout, TextHeader header) throws UnreadableRecordingException {
    this.layout = layout;
    this.header = header;
    this.leads = LeadRows.named(header.names());
    this.columns = new Samples[leads.size()];
    for (int column = 0; column < columns.length; column++) {
      columns[column] = leads.get(column).isPresent() ? new Samples() : null;
    }
    this.timeColumn = header.samplingRateHz() > 0 ? -1 : timeColumn();
  }

  private int timeColumn() throws UnreadableRecordingException {
    for (int column = 0; column < columns.length; column++) {
      if (header.names().get(column).equalsIgnoreCase(layout.timeColumn())) {
        return column;
      }
    }
    throw new UnreadableRecordingException(
        UNREADABLE_HEADER,
        "No column has the name that timeColumn in the source file gives; check leads and"
            + " skipLines there");
  }

  /**
   * Reads all lines.
   *
   * @param rows where leads go, in millivolts
   * @return the sampling rate in Hz
   */
  double read(DataLines data, LeadRows rows) throws UnreadableRecordingException {
    CellParser parser = new CellParser(data.line().bytes(), layout);
    DeclaredUnit unit = layout.declaredUnit();
    while (data.more()) {
      readLine(data, parser, unit);
      data.next();
    }
    for (int column = 0; column < columns.length; column++) {
      if (columns[column] != null) {
        rows.add(leads.get(column).orElseThrow(), columns[column].toArray());
      }
    }
    return timeColumn < 0 ? header.samplingRateHz() : times.samplingRateHz();
  }

  private void readLine(DataLines data, CellParser parser, DeclaredUnit unit)
      throws UnreadableRecordingException {
    Cells cells = data.cells();
    int column = 0;
    while (cells.next()) {
      if (column >= columns.length) {
        // one delimiter more may stand at the end of a line
        if (column > columns.length || !cells.isEmpty()) {
          throw data.wrongCount("more than " + columns.length);
        }
      } else if (columns[column] != null) {
        columns[column].add(unit.toMillivolts(parser.parse(cells, data.line(), column + 1)));
      } else if (column == timeColumn) {
        double time = parser.parse(cells, data.line(), column + 1);
        times.add(time * layout.timeUnit().seconds(), data.line().number());
      }
      column++;
    }
    if (column < columns.length) {
      throw data.wrongCount(column + " of " + columns.length);
    }
  }
}
