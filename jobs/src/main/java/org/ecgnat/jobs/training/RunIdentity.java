package org.ecgnat.jobs.training;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeSet;
import org.ecgnat.jobs.cli.UserException;

/**
 * What must stay the same when a run is resumed.
 *
 * @param command {@code pretrain}, {@code finetune} or {@code finetune --probe}
 * @param tableId id of the corpus's windows table
 * @param tableVersion version that the run is pinned to
 * @param recipeHash of the corpus
 * @param splitHash SHA-256 of the split file
 * @param configuration everything else that decides the result, the architecture included
 * @param codeVersion that began the run
 * @param threads of libtorch within a task; results are repeatable for one number only
 */
record RunIdentity(
    String command,
    String tableId,
    long tableVersion,
    String recipeHash,
    String splitHash,
    JsonNode configuration,
    String codeVersion,
    int threads) {

  /**
   * Compares a checkpoint's identity with what is asked for now. The table's version and the code's
   * may differ: the version of the checkpoint is used further.
   *
   * @throws UserException naming both values of what differs
   */
  void checkResumableAs(RunIdentity now, String directory) {
    same(directory, "command", command, now.command);
    same(directory, "corpus (table id)", tableId, now.tableId);
    same(directory, "conditioning recipe (hash)", recipeHash, now.recipeHash);
    same(directory, "split (hash)", splitHash, now.splitHash);
    same(directory, "threads a task", threads, now.threads);
    sameTree(directory, "", configuration, now.configuration);
  }

  private static void sameTree(String directory, String key, JsonNode was, JsonNode now) {
    if (was.isObject() && now.isObject()) {
      TreeSet<String> names = new TreeSet<>();
      for (JsonNode node : new JsonNode[] {was, now}) {
        for (Iterator<Map.Entry<String, JsonNode>> i = node.fields(); i.hasNext(); ) {
          names.add(i.next().getKey());
        }
      }
      for (String name : names) {
        String path = key.isEmpty() ? name : key + "." + name;
        sameTree(directory, path, child(was, name), child(now, name));
      }
    } else {
      same(directory, key, was.toString(), now.toString());
    }
  }

  private static JsonNode child(JsonNode node, String name) {
    JsonNode child = node.get(name);
    return child == null ? MissingNode.getInstance() : child;
  }

  private static void same(String directory, String what, Object was, Object now) {
    if (!was.equals(now)) {
      throw new UserException(
          "Cannot resume "
              + directory
              + ": its "
              + what
              + " is "
              + was
              + ", asked for is "
              + now
              + "; ask for the same, or begin another run in another --output");
    }
  }
}
