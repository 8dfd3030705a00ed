package org.ecgnat.jobs.preprocess;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.ecgnat.jobs.cli.CodeVersion;

/** {@code _runs/BATCH.json} of a corpus: what a batch did, with the effective configuration. */
final class RunRecord {
  /** Folder below the corpus. */
  static final String FOLDER = "_runs";

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private RunRecord() {}

  static void write(
      Configuration hadoop,
      PreprocessRequest request,
      List<PreparedSource> sources,
      String batchId,
      Admission admission)
      throws IOException {
    PreprocessResult batch = new PreprocessResult();
    batch.count(admission);
    ObjectNode root = JSON.createObjectNode();
    root.put("command", "preprocess");
    root.put("batch", batchId);
    root.put("committedAt", Instant.now().toString());
    root.put("version", CodeVersion.current());
    root.put("readerVersion", GroupProcessor.readerVersion());
    root.put("accepted", batch.accepted());
    root.put("windows", batch.windows());
    root.put("replaced", batch.replaced());
    root.put("replacedWindows", batch.replacedWindows());
    root.put("refiled", admission.refiled().size());
    root.put("setAside", batch.setAside());
    root.set("reasons", JSON.valueToTree(batch.reasons()));
    root.put("recipeHash", request.recipe().hash());
    root.set("recipe", JSON.valueToTree(request.recipe()));
    root.set("settings", JSON.valueToTree(request.settings()));
    var listed = root.putArray("sources");
    for (PreparedSource source : sources) {
      ObjectNode node = listed.addObject();
      node.set("definition", JSON.valueToTree(source.definition()));
      var inputs = node.putArray("inputs");
      source.inputs().stream().map(source.pseudonyms()::path).forEach(inputs::add);
    }
    Path file = new Path(new Path(request.corpus(), FOLDER), batchId + ".json");
    FileSystem found = file.getFileSystem(hadoop);
    // without the checksum file that Hadoop puts beside a local one
    FileSystem files = found instanceof LocalFileSystem local ? local.getRawFileSystem() : found;
    try (OutputStream out = files.create(file, false)) {
      out.write(JSON.writeValueAsBytes(root));
    }
  }
}
