package org.ecgnat.preprocessing.format.text;

import static org.ecgnat.preprocessing.format.UnreadableRecordingException.Reason.LIMIT_EXCEEDED;
import static org.ecgnat.preprocessing.format.UnreadableRecordingException.Reason.TRUNCATED;
import static org.ecgnat.preprocessing.format.UnreadableRecordingException.Reason.UNREADABLE_HEADER;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ecgnat.preprocessing.format.DeclaredUnit;
import org.ecgnat.preprocessing.format.LeadRows;
import org.ecgnat.preprocessing.format.UnreadableRecordingException;
import org.ecgnat.preprocessing.recording.Lead;

/** Reads a table of which a row is a lead; it begins with its name where none are declared. */
final class LeadsInRows {
  private final TextLayout layout;
  private final DeclaredUnit unit;
  private final List<String> names = new ArrayList<>();
  private int samples = -1;

  LeadsInRows(TextLayout layout) {
    this.layout = layout;
    this.unit = layout.declaredUnit();
  }

  /**
   * Reads all lines.
   *
   * @param rows where leads go, in millivolts
   */
  void read(DataLines data, LeadRows rows) throws UnreadableRecordingException {
    List<String> declared = layout.leads();
    CellParser parser = new CellParser(data.line().bytes(), layout);
    while (data.more()) {
      int row = names.size();
      if (!declared.isEmpty() && row == declared.size()) {
        throw new UnreadableRecordingException(
            UNREADABLE_HEADER,
            "Line " + data.line().number() + " is one more than the " + row + " declared leads");
      } else if (row == TextHeader.MAX_COLUMNS) {
        throw new UnreadableRecordingException(
            LIMIT_EXCEEDED, "The file holds more than " + TextHeader.MAX_COLUMNS + " leads");
      }
      names.add(declared.isEmpty() ? ownName(data.cells()) : declared.get(row));
      Optional<Lead> lead = Lead.parse(names.get(row));
      if (lead.isPresent()) {
        rows.add(lead.get(), row(data, parser));
      }
      data.next();
    }
    if (names.size() < declared.size()) {
      throw new UnreadableRecordingException(
          TRUNCATED,
          "The file holds " + names.size() + " of the " + declared.size() + " declared leads");
    }
    LeadRows.named(names);
  }

  private static String ownName(Cells cells) {
    cells.next();
    return cells.text();
  }

  private float[] row(DataLines data, CellParser parser) throws UnreadableRecordingException {
    Samples row = new Samples();
    Cells cells = data.cells();
    boolean emptyBefore = false;
    for (int column = layout.leads().isEmpty() ? 2 : 1; cells.next(); column++) {
      if (emptyBefore) {
        row.add(Float.NaN);
      }
      // an empty cell is a sample only where another cell follows: lines may end in a delimiter
      emptyBefore = cells.isEmpty();
      if (!emptyBefore) {
        row.add(unit.toMillivolts(parser.parse(cells, data.line(), column)));
      }
    }
    if (samples >= 0 && row.size() != samples) {
      throw data.wrongCount(row.size() + " of " + samples);
    }
    samples = row.size();
    return row.toArray();
  }
}
