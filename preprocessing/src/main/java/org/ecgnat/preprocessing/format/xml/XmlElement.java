package org.ecgnat.preprocessing.format.xml;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An element of a parsed file.
 *
 * @param name without its prefix
 * @param attributes values by name without prefix, in the order of the file
 * @param children elements directly within it
 * @param text its own text without blanks around it, that of its children left out
 */
public record XmlElement(
    String name, Map<String, String> attributes, List<XmlElement> children, String text) {

  /** The first child of a name. */
  public Optional<XmlElement> child(String childName) {
    return children.stream().filter(child -> child.name.equals(childName)).findFirst();
  }

  /** All children of a name. */
  public List<XmlElement> children(String childName) {
    return children.stream().filter(child -> child.name.equals(childName)).toList();
  }

  /** The element that a path of first children leads to. */
  public Optional<XmlElement> at(String... path) {
    Optional<XmlElement> element = Optional.of(this);
    for (String step : path) {
      element = element.flatMap(e -> e.child(step));
    }
    return element;
  }

  /** The text at the end of a path of first children, empty where there is none. */
  public String textAt(String... path) {
    return at(path).map(XmlElement::text).orElse("");
  }

  /** The value of an attribute, empty where there is none. */
  public String attribute(String attributeName) {
    return attributes.getOrDefault(attributeName, "");
  }
}
