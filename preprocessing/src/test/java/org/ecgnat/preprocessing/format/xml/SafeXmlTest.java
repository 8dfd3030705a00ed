package org.ecgnat.preprocessing.format.xml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.ecgnat.preprocessing.format.UnreadableRecordingException;
import org.ecgnat.preprocessing.format.UnreadableRecordingException.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SafeXmlTest {

  @Test
  void readsElementsAttributesAndText() throws Exception {
    XmlElement root =
        parse(
            """
            <?xml version="1.0"?><!DOCTYPE r SYSTEM "nowhere.dtd">
            <x:r xmlns:x="urn:x" a="1"> <!-- c --> <b>one<![CDATA[ & ]]>two</b>
              <b x:k='&lt;&#65;'/><c><d>deep</d></c></x:r>
            """);
    assertThat(root.name()).isEqualTo("r");
    assertThat(root.text()).isEmpty();
    assertThat(root.attribute("a")).isEqualTo("1");
    assertThat(root.attribute("b")).isEmpty();
    assertThat(root.children("b")).hasSize(2);
    assertThat(root.textAt("b")).isEqualTo("one & two");
    assertThat(root.children("b").get(1))
        .isEqualTo(new XmlElement("b", Map.of("k", "<A"), List.of(), ""));
    assertThat(root.textAt("c", "d")).isEqualTo("deep");
    assertThat(root.textAt("c", "e")).isEmpty();
  }

  @Test
  void leavesOutWhatIsNotWanted() throws Exception {
    XmlElement root =
        SafeXml.parse(bytes("<r><m>1<m>2</m><n/></m><n>3</n></r>"), name -> name.equals("m"));
    assertThat(root.children()).extracting(XmlElement::name).containsExactly("n");
    assertThat(root.textAt("n")).isEqualTo("3");
  }

  @Test
  void neverReadsAnotherFile(@TempDir Path folder) throws Exception {
    Path secret = Files.writeString(folder.resolve("secret.txt"), "secret");
    refused(
        "<!DOCTYPE r [<!ENTITY e SYSTEM '" + secret.toUri() + "'>]><r>&e;</r>",
        Reason.UNREADABLE_HEADER);
    assertThat(
            parse("<!DOCTYPE r [<!ENTITY % p SYSTEM '" + secret.toUri() + "'> %p;]><r>text</r>")
                .text())
        .isEqualTo("text");
  }

  @Test
  void neverExpandsEntities() {
    refused(
        """
        <!DOCTYPE r [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>
        <r>&b;</r>
        """,
        Reason.UNREADABLE_HEADER);
    refused("<!DOCTYPE r [<!ENTITY a 'x'>]><r k='&a;'/>", Reason.UNREADABLE_HEADER);
  }

  @Test
  void boundsDepthAndCount() throws Exception {
    int depth = SafeXml.MAX_DEPTH;
    assertThat(parse("<a>".repeat(depth) + "</a>".repeat(depth)).children()).hasSize(1);
    refused("<a>".repeat(depth + 1) + "</a>".repeat(depth + 1), Reason.LIMIT_EXCEEDED);
    refused("<a>" + "<b/>".repeat(SafeXml.MAX_ELEMENTS) + "</a>", Reason.LIMIT_EXCEEDED);
    byte[] deepInSkipped = bytes("<a>" + "<s>".repeat(depth) + "</s>".repeat(depth) + "</a>");
    assertThatThrownBy(() -> SafeXml.parse(deepInSkipped, name -> name.equals("s")))
        .isInstanceOf(UnreadableRecordingException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "text",
        "<",
        "<a",
        "<a>",
        "<a></b>",
        "<a/><b/>",
        "<a>&nbsp;</a>",
        "<a b=1/>",
        "<?xml version='1.0' encoding='no-such'?><a/>",
        "<a>\u0000</a>",
        "<x:a/>",
        "<!DOCTYPE a ["
      })
  void refusesWhatIsNotWellFormed(String text) {
    refused(text, Reason.UNREADABLE_HEADER);
  }

  @Test
  void aMessageQuotesNothing() {
    assertThatThrownBy(() -> parse("<a>\n<DOE></JANE></a>"))
        .hasMessage("The file is not well-formed XML, line 2; export the recording again");
  }

  @Test
  void skipsTheRootItself() {
    assertThatThrownBy(() -> SafeXml.parse(bytes("<a/>"), name -> true))
        .isInstanceOf(UnreadableRecordingException.class);
  }

  @Test
  void findsTheRoot() {
    assertThat(XmlRoot.name(bytes("<RestingECG>"))).contains("RestingECG");
    assertThat(XmlRoot.name(bytes("\n <?xml version='1.0'?>\n<!-- <no> -->\n<h:a b='c'/>")))
        .contains("a");
    assertThat(
            XmlRoot.name(
                bytes("<!DOCTYPE no [<!ENTITY e '>]'> <!-- ' ]> --> ]><AnnotatedECG xmlns='u'>")))
        .contains("AnnotatedECG");
    for (String text :
        List.of("", "a", "<", "<!-- ", "<a", "<?xml", "<!DOCTYPE a", "<1,2>", "< a>")) {
      assertThat(XmlRoot.name(bytes(text))).as(text).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE"})
  void findsTheRootInEveryEncoding(String encoding) throws Exception {
    Charset charset = Charset.forName(encoding);
    String text = "<?xml version='1.0' encoding='" + encoding + "'?><Röt/>";
    assertThat(XmlRoot.name(text.replace('ö', 'o').getBytes(charset))).contains("Rot");
    byte[] marked = ("\uFEFF" + text.replace('ö', 'o')).getBytes(charset);
    assertThat(XmlRoot.name(marked)).contains("Rot");
    assertThat(SafeXml.parse(marked).name()).isEqualTo("Rot");
    byte[] cut = java.util.Arrays.copyOf(marked, marked.length - 5);
    assertThat(XmlRoot.name(java.util.Arrays.copyOf(cut, cut.length - 3))).isEmpty();
  }

  @Test
  void readsMistakenAndUnusualEncodings() throws Exception {
    String latin = "<?xml version='1.0' encoding='ISO8859-1'?><r>Böhm</r>";
    assertThat(SafeXml.parse(latin.getBytes(StandardCharsets.ISO_8859_1)).text()).isEqualTo("Böhm");
    String unicode = "<?xml version='1.0' encoding='UTF-16'?><r>1</r>";
    assertThat(parse(unicode).text()).isEqualTo("1");
    String lying = "<?xml version='1.0' encoding='UTF-8'?><n>Böhm</n>";
    assertThat(SafeXml.parse(lying.getBytes(StandardCharsets.ISO_8859_1)).name()).isEqualTo("n");
  }

  private static XmlElement parse(String text) throws UnreadableRecordingException {
    return SafeXml.parse(bytes(text));
  }

  private static void refused(String text, Reason reason) {
    assertThatThrownBy(() -> parse(text))
        .as(text.substring(0, Math.min(40, text.length())))
        .isInstanceOfSatisfying(
            UnreadableRecordingException.class, e -> assertThat(e.reason()).isEqualTo(reason));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
