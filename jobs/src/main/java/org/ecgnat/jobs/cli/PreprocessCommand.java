package org.ecgnat.jobs.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.ecgnat.jobs.config.ConfigFiles;
import org.ecgnat.jobs.preprocess.PreprocessJob;
import org.ecgnat.jobs.preprocess.PreprocessRequest;
import org.ecgnat.jobs.preprocess.PreprocessResult;
import org.ecgnat.jobs.preprocess.PreprocessSettings;
import org.ecgnat.jobs.preprocess.SourceInput;
import org.ecgnat.jobs.spark.CommandSession;
import org.ecgnat.preprocessing.window.ConditioningRecipe;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ecgnat preprocess}: recordings to corpus. */
@Command(
    name = "preprocess",
    description = {
      "Reads recordings, conditions them and adds their windows to a corpus.",
      "Run again, it adds only what is new. A recording that cannot be used is set aside with its"
          + " reason; the others go on."
    },
    footer = {
      "",
      "Keys for --set are those of conf/preprocess/default.yaml, and with recipe. before them those"
          + " of the recipe.",
      "",
      "Examples:",
      "  ecgnat preprocess --corpus corpus --input ptbxl/records500 --source ptbxl",
      "  ecgnat preprocess --corpus corpus --sources my-sources.yaml --dry-run",
      "",
      "where my-sources.yaml says",
      "  sources:",
      "    - {source: ptbxl, inputs: [ptbxl/records500]}",
      "    - {source: my-clinic.yaml, inputs: [hdfs:///ecg/2024], labels: hdfs:///ecg/labels.csv}"
    })
public final class PreprocessCommand implements Callable<Integer> {
  private static final String RECIPE_PREFIX = "recipe.";

  @Mixin private CommonOptions common;

  @Option(
      names = "--corpus",
      required = true,
      paramLabel = "DIR",
      description = "The corpus, made where there is none.")
  private String corpus;

  @ArgGroup(multiplicity = "1")
  private What what;

  @Option(
      names = "--recipe",
      paramLabel = "NAME|FILE",
      defaultValue = "fewlabel-100hz",
      description = "How signals are conditioned, of conf/recipes or a file (${DEFAULT-VALUE}).")
  private String recipe;

  @Option(
      names = "--max-rejected",
      paramLabel = "PERCENT",
      defaultValue = "-1",
      showDefaultValue = picocli.CommandLine.Help.Visibility.NEVER,
      description = "With more set aside the command ends with exit code 3 (10).")
  private double maxRejected;

  @Option(
      names = "--site-key",
      paramLabel = "FILE",
      defaultValue = "",
      description = {
        "Secret under which identifiers of private sources become pseudonyms; made where there is"
            + " none.",
        "Without it $ECGNAT_SITE_KEY, or else ~/.config/ecgnat/site-key."
      })
  private String siteKey;

  @Option(names = "--dry-run", description = "Reads and conditions everything, writes nothing.")
  private boolean dryRun;

  /** Either one source or a file of several. */
  static final class What {
    @ArgGroup(exclusive = false)
    private OneSource one;

    @Option(
        names = "--sources",
        paramLabel = "FILE",
        required = true,
        description = "YAML file of several sources, see below.")
    private String sources;
  }

  /** One source with its inputs. */
  static final class OneSource {
    @Option(
        names = "--input",
        required = true,
        paramLabel = "PATH",
        description =
            "Folder of recordings or archives, one archive (.zip, .tar, .tar.gz) or one main file;"
                + " may be given several times.")
    private List<String> inputs = new ArrayList<>();

    @Option(
        names = "--source",
        required = true,
        paramLabel = "NAME|FILE",
        description = "Where they come from, of conf/sources or a file.")
    private String source;

    @Option(
        names = "--labels",
        paramLabel = "FILE",
        defaultValue = "",
        description = "Labels file, where it does not lie beside the recordings.")
    private String labels;
  }

  @Override
  public Integer call() {
    PreprocessRequest request =
        new PreprocessRequest(
            corpus,
            inputs(),
            ConfigFiles.load(ConditioningRecipe.class, "recipes", recipe, recipeSettings()),
            settings(),
            siteKey,
            dryRun ? PreprocessRequest.Mode.DRY_RUN : PreprocessRequest.Mode.WRITE);
    PreprocessResult result;
    try (CommandSession session = CommandSession.open("preprocess")) {
      result = new PreprocessJob(session.spark(), request, common.out()).run();
    }
    show(result, request);
    return ExitCode.DONE.value();
  }

  private List<SourceInput> inputs() {
    return what.one == null
        ? ConfigFiles.load(SourceInput.Several.class, "source-sets", what.sources, List.of())
            .sources()
        : List.of(new SourceInput(what.one.source, what.one.inputs, what.one.labels));
  }

  private List<String> recipeSettings() {
    return common.settings().stream()
        .filter(setting -> setting.startsWith(RECIPE_PREFIX))
        .map(setting -> setting.substring(RECIPE_PREFIX.length()))
        .toList();
  }

  private PreprocessSettings settings() {
    List<String> own =
        new ArrayList<>(
            common.settings().stream()
                .filter(setting -> !setting.startsWith(RECIPE_PREFIX))
                .toList());
    if (maxRejected >= 0) {
      own.add("maxRejectedPercent=" + maxRejected);
    }
    return ConfigFiles.load(PreprocessSettings.class, "preprocess", "default", own);
  }

  private void show(PreprocessResult result, PreprocessRequest request) {
    PrintWriter out = common.out();
    out.printf(
        Locale.ROOT,
        "%s %,d recordings as %,d windows; %s%,d were there already; %,d set aside%s%n",
        dryRun ? "Would add" : "Added",
        result.accepted(),
        result.windows(),
        replaced(result),
        result.unchanged(),
        result.setAside(),
        counts(result.reasons()));
    result.examples().forEach(example -> out.println("  " + example));
    if (!result.otherExtensions().isEmpty()) {
      out.println("  files that belong to no recording" + counts(result.otherExtensions()));
    }
    out.flush();
    double limit = request.settings().maxRejectedPercent();
    if (result.setAsidePercent() > limit) {
      throw new UserException(
          String.format(
              Locale.ROOT,
              "Cannot accept %.1f %% of the recordings set aside, the limit is %.1f %%; %s; mend"
                  + " the input as said above, or raise --max-rejected",
              result.setAsidePercent(),
              limit,
              dryRun ? "nothing was written" : "the good ones are in the corpus"));
    }
  }

  private String replaced(PreprocessResult result) {
    return result.replaced() == 0
        ? ""
        : String.format(
            Locale.ROOT,
            "%s %,d, now of %,d windows; ",
            dryRun ? "would replace" : "replaced",
            result.replaced(),
            result.replacedWindows());
  }

  private static String counts(Map<String, Long> counts) {
    return counts.isEmpty()
        ? ""
        : new TreeMap<>(counts)
            .entrySet().stream()
                .map(entry -> entry.getKey() + " " + entry.getValue())
                .collect(Collectors.joining(", ", " (", ")"));
  }
}
