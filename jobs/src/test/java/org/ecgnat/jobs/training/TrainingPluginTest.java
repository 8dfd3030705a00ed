package org.ecgnat.jobs.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ConnectException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalDouble;
import org.ecgnat.jobs.CommandProcess;
import org.ecgnat.jobs.LocalSpark;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run on executors of their own, as Prometheus sees it at the driver. */
class TrainingPluginTest {
  private static final String SINK = "spark.metrics.conf.*.sink.prometheusServlet.";

  @TempDir private Path directory;

  @Test
  void prometheusSeesRoundsAndExecutors() throws IOException, InterruptedException {
    MadeUpCorpus corpus = MadeUpCorpus.write(LocalSpark.session(), directory, 100);
    int port = freePort();
    Map<String, String> settings =
        Map.of(
            "spark.ui.enabled",
            "true",
            "spark.ui.port",
            Integer.toString(port),
            "spark.metrics.namespace",
            "run",
            SINK + "class",
            "org.apache.spark.metrics.sink.PrometheusServlet",
            SINK + "path",
            "/metrics/prometheus");
    try (CommandProcess process =
        CommandProcess.start(
            directory.resolve("process"),
            CommandProcess.LOCAL_CLUSTER,
            settings,
            "pretrain",
            "--corpus=" + corpus.file("corpus"),
            "--split=" + corpus.file("split.yaml"),
            "--config=" + corpus.file("pretrain.yaml"),
            "--set=loop.epochs=100000",
            "--workers=2",
            "--output=" + directory.resolve("run"))) {
      String page = "";
      while (!page.contains("executor_1_loss") || !(value(page, "round").orElse(0) > 2)) {
        assertThat(process.isAlive()).as("the run goes on").isTrue();
        Thread.sleep(200);
        page = page(port);
      }
      assertThat(value(page, "loss").orElseThrow()).isPositive().isFinite();
      assertThat(value(page, "recordsPerSecond").orElseThrow()).isPositive().isFinite();
      assertThat(value(page, "shareOutsideSteps").orElseThrow()).isBetween(0.0, 1.0);
      for (String executor : new String[] {"0", "1"}) {
        for (String metric :
            new String[] {"loss", "recordsPerSecond", "stepSeconds", "nativeBytes"}) {
          assertThat(value(page, "ecgnat_executor_" + executor + "_" + metric).orElse(Double.NaN))
              .as(metric + " of executor " + executor)
              .isPositive()
              .isFinite();
        }
      }
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static String page(int port) throws IOException, InterruptedException {
    URI address = URI.create("http://127.0.0.1:" + port + "/metrics/prometheus/");
    try {
      return HttpClient.newHttpClient()
          .send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString())
          .body();
    } catch (ConnectException e) {
      return "";
    }
  }

  /** The number of the gauge whose name ends so. */
  private static OptionalDouble value(String page, String name) {
    return page.lines()
        .filter(line -> line.matches("metrics_run_driver_\\w*_?" + name + "_Value\\{.*"))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .findFirst();
  }
}
