package org.ecgnat.preprocessing.format.xml;

import java.util.ArrayDeque;
import java.util.Deque;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.ecgnat.preprocessing.format.UnreadableRecordingException;

/**
 * Walks over an XML file from front to back and keeps nothing of it, for files whose elements would
 * not fit into memory. As safe as {@link SafeXml}. Names are without prefixes.
 */
public final class XmlCursor {
  private final XMLStreamReader reader;
  private final Deque<String> path = new ArrayDeque<>();

  private XmlCursor(XMLStreamReader reader) {
    this.reader = reader;
  }

  /** Takes the text of an element piece by piece. */
  public interface TextSink {
    /**
     * Takes a piece.
     *
     * @param characters an array that holds it
     * @param start where it begins there
     * @param length its length
     */
    void accept(char[] characters, int start, int length) throws UnreadableRecordingException;
  }

  /**
   * Opens a file before its root element, at depth 0.
   *
   * @throws UnreadableRecordingException where it is no XML
   */
  public static XmlCursor open(byte[] bytes) throws UnreadableRecordingException {
    try {
      return new XmlCursor(SafeXml.open(bytes));
    } catch (XMLStreamException | RuntimeException e) {
      throw SafeXml.notWellFormed(-1);
    }
  }

  /** How many elements are open; the root element's depth is 1. */
  public int depth() {
    return path.size();
  }

  /** The innermost open element's name. */
  public String name() {
    return path.getFirst();
  }

  /** The name of the element around the innermost, empty for the root. */
  public String parent() {
    return path.stream().skip(1).findFirst().orElse("");
  }

  /** An attribute of the element that was just entered, without blanks; empty where absent. */
  public String attribute(String attributeName) {
    for (int i = 0; i < reader.getAttributeCount(); i++) {
      if (reader.getAttributeLocalName(i).equals(attributeName)) {
        return reader.getAttributeValue(i).strip();
      }
    }
    return "";
  }

  /**
   * Enters the next element directly within the one of a depth, leaving out what is left of others.
   *
   * @return whether there is one; where not, the element of that depth is left
   */
  public boolean nextChild(int depth) throws UnreadableRecordingException {
    while (nextWithin(depth)) {
      if (depth() == depth + 1) {
        return true;
      }
    }
    return false;
  }

  /**
   * Enters the next element anywhere within the one of a depth.
   *
   * @return whether there is one; where not, the element of that depth is left
   */
  public boolean nextWithin(int depth) throws UnreadableRecordingException {
    while (true) {
      switch (next()) {
        case XMLStreamConstants.START_ELEMENT -> {
          return true;
        }
        case XMLStreamConstants.END_ELEMENT -> {
          if (depth() < depth) {
            return false;
          }
        }
        case XMLStreamConstants.END_DOCUMENT -> {
          return false;
        }
        default -> {
          // text that nobody asked for
        }
      }
    }
  }

  /** Hands on the text of the innermost element, that of its children left out, and leaves it. */
  public void text(TextSink sink) throws UnreadableRecordingException {
    int own = depth();
    while (depth() >= own) {
      int event = next();
      if (depth() == own
          && (event == XMLStreamConstants.CHARACTERS || event == XMLStreamConstants.CDATA)) {
        sink.accept(reader.getTextCharacters(), reader.getTextStart(), reader.getTextLength());
      }
    }
  }

  /** The beginning of the text of the innermost element, without blanks; leaves the element. */
  public String text(int longest) throws UnreadableRecordingException {
    StringBuilder text = new StringBuilder();
    text(
        (characters, start, length) ->
            text.append(characters, start, Math.min(length, longest - text.length())));
    return text.toString().strip();
  }

  private int next() throws UnreadableRecordingException {
    int event;
    try {
      event = reader.hasNext() ? reader.next() : XMLStreamConstants.END_DOCUMENT;
    } catch (XMLStreamException e) {
      throw SafeXml.notWellFormed(e.getLocation() == null ? -1 : e.getLocation().getLineNumber());
    } catch (RuntimeException e) {
      // the platform's parser answers some malformed files with exceptions of its own working
      throw SafeXml.notWellFormed(reader.getLocation().getLineNumber());
    }
    switch (event) {
      case XMLStreamConstants.START_ELEMENT -> {
        if (depth() >= SafeXml.MAX_DEPTH) {
          throw SafeXml.limit("is nested deeper than " + SafeXml.MAX_DEPTH + " elements", reader);
        }
        path.push(reader.getLocalName());
      }
      case XMLStreamConstants.END_ELEMENT -> path.pop();
      case XMLStreamConstants.ENTITY_REFERENCE -> throw SafeXml.entity(reader);
      default -> {
        // text, comments, processing instructions
      }
    }
    return event;
  }
}
