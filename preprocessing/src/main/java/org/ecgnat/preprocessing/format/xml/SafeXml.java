package org.ecgnat.preprocessing.format.xml;

import static org.ecgnat.preprocessing.format.UnreadableRecordingException.Reason.LIMIT_EXCEEDED;
import static org.ecgnat.preprocessing.format.UnreadableRecordingException.Reason.UNREADABLE_HEADER;

import java.io.ByteArrayInputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import javax.xml.XMLConstants;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.ecgnat.preprocessing.format.UnreadableRecordingException;

/**
 * Parses XML files of unknown origin into elements. A document type declaration is skipped, nothing
 * is ever fetched, and a reference to an entity that XML itself does not define is an error, so
 * that no entity can expand. Depth and number of elements are bounded, text by the file's size.
 */
public final class SafeXml {
  /** The deepest element that is read; clinical formats stay below 25. */
  public static final int MAX_DEPTH = 64;

  /** Elements of a file, some 100 MB of memory. */
  public static final int MAX_ELEMENTS = 500_000;

  /** The platform's own parser, whatever other parser lies on the class path. */
  private static final XMLInputFactory FACTORY = factory();

  private SafeXml() {}

  private static XMLInputFactory factory() {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
    factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, true);
    factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
    factory.setXMLResolver(
        (publicId, systemId, baseUri, namespace) -> {
          throw new XMLStreamException("External entities are not read");
        });
    return factory;
  }

  /** Parses all of a file; {@link #parse(byte[], Predicate)} leaves parts out. */
  public static XmlElement parse(byte[] bytes) throws UnreadableRecordingException {
    return parse(bytes, name -> false);
  }

  /**
   * Parses a file.
   *
   * @param bytes all of it
   * @param skip elements, by name without prefix, that are left out with all that is in them
   * @return the root element
   * @throws UnreadableRecordingException where it is no well-formed XML, uses entities or exceeds
   *     {@link #MAX_DEPTH} or {@link #MAX_ELEMENTS}
   */
  public static XmlElement parse(byte[] bytes, Predicate<String> skip)
      throws UnreadableRecordingException {
    XMLStreamReader reader = null;
    try {
      reader = open(bytes);
      return root(reader, skip);
    } catch (XMLStreamException e) {
      // The parser's message may quote the file.
      throw notWellFormed(e.getLocation() == null ? -1 : e.getLocation().getLineNumber());
    } catch (RuntimeException e) {
      // The platform's parser answers some malformed files with exceptions of its own working.
      throw notWellFormed(reader == null ? -1 : reader.getLocation().getLineNumber());
    }
  }

  /** A file's events, read as {@link #parse} reads them; the caller bounds what it keeps. */
  static XMLStreamReader open(byte[] bytes) throws XMLStreamException {
    XmlEncoding encoding =
        XmlEncoding.of(bytes)
            .orElseThrow(() -> new XMLStreamException("The declared encoding is unknown"));
    Reader text =
        new InputStreamReader(
            new ByteArrayInputStream(bytes, encoding.start(), bytes.length - encoding.start()),
            encoding.charset());
    synchronized (FACTORY) {
      return FACTORY.createXMLStreamReader(text);
    }
  }

  static UnreadableRecordingException notWellFormed(int line) {
    return new UnreadableRecordingException(
        UNREADABLE_HEADER,
        "The file is not well-formed XML"
            + (line < 1 ? "" : ", line " + line)
            + "; export the recording again");
  }

  /** An element whose end was not reached. */
  private record Open(
      String name, Map<String, String> attributes, List<XmlElement> children, StringBuilder text) {
    XmlElement close() {
      return new XmlElement(name, attributes, List.copyOf(children), text.toString().strip());
    }
  }

  private static XmlElement root(XMLStreamReader reader, Predicate<String> skip)
      throws XMLStreamException, UnreadableRecordingException {
    Deque<Open> path = new ArrayDeque<>();
    int elements = 0;
    int skippedDepth = 0;
    XmlElement root = null;
    while (reader.hasNext()) {
      switch (reader.next()) {
        case XMLStreamConstants.START_ELEMENT -> {
          if (path.size() + skippedDepth >= MAX_DEPTH) {
            throw limit("is nested deeper than " + MAX_DEPTH + " elements", reader);
          }
          if (skippedDepth > 0 || skip.test(reader.getLocalName())) {
            skippedDepth++;
          } else if (++elements > MAX_ELEMENTS) {
            throw limit("has more than " + MAX_ELEMENTS + " elements", reader);
          } else {
            path.push(
                new Open(
                    reader.getLocalName(),
                    attributes(reader),
                    new ArrayList<>(2),
                    new StringBuilder(0)));
          }
        }
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
          if (skippedDepth == 0 && !path.isEmpty() && !blankBetweenElements(reader, path)) {
            path.element()
                .text()
                .append(reader.getTextCharacters(), reader.getTextStart(), reader.getTextLength());
          }
        }
        case XMLStreamConstants.END_ELEMENT -> {
          if (skippedDepth > 0) {
            skippedDepth--;
          } else {
            XmlElement element = path.pop().close();
            if (path.isEmpty()) {
              root = element;
            } else {
              path.element().children().add(element);
            }
          }
        }
        case XMLStreamConstants.ENTITY_REFERENCE -> throw entity(reader);
        default -> {
          // Comments, processing instructions and a skipped document type say nothing here.
        }
      }
    }
    if (root == null) {
      throw notWellFormed(-1);
    }
    return root;
  }

  static UnreadableRecordingException entity(XMLStreamReader reader) {
    return new UnreadableRecordingException(
        UNREADABLE_HEADER,
        "The XML file refers to an entity in line "
            + reader.getLocation().getLineNumber()
            + ", which is not read; export the recording without entities");
  }

  private static boolean blankBetweenElements(XMLStreamReader reader, Deque<Open> path) {
    return reader.isWhiteSpace() && path.element().text().isEmpty();
  }

  private static Map<String, String> attributes(XMLStreamReader reader) {
    int count = reader.getAttributeCount();
    if (count == 0) {
      return Map.of();
    }
    Map<String, String> attributes = new LinkedHashMap<>();
    for (int i = 0; i < count; i++) {
      attributes.putIfAbsent(reader.getAttributeLocalName(i), reader.getAttributeValue(i));
    }
    return attributes;
  }

  static UnreadableRecordingException limit(String what, XMLStreamReader reader) {
    return new UnreadableRecordingException(
        LIMIT_EXCEEDED,
        "The XML file " + what + " in line " + reader.getLocation().getLineNumber());
  }
}
