package org.ecgnat.jobs.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.apache.spark.resource.ResourceInformation;
import org.ecgnat.jobs.cli.UserException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GpuAddressesTest {
  private static final Path SCRIPT = Path.of("../submit/gpus.sh");

  @TempDir private Path bin;

  @ParameterizedTest
  @CsvSource({
    ", 3, 3",
    "'2,3', 3, 1",
    "'3', 3, 0",
    "'GPU-a1, GPU-b2', GPU-b2, 1",
  })
  void cudaCountsWhatIsVisible(String visible, String address, int device) {
    assertThat(GpuAddresses.of(visible).device(gpu(address))).hasValue(device);
  }

  @Test
  void withoutAGpuThereIsNoDevice() {
    assertThat(GpuAddresses.of("0").device(Map.of())).isEmpty();
  }

  @Test
  void saysWhereTheGpuCannotBeSeen() {
    assertThatThrownBy(() -> GpuAddresses.of("0,1").device(gpu("2")))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("Cannot use GPU 2")
        .hasMessageContaining("CUDA_VISIBLE_DEVICES of its executor lists 0,1");
    assertThatThrownBy(() -> GpuAddresses.of(null).device(gpu("GPU-a1")))
        .hasMessageContaining("Cannot use GPU GPU-a1")
        .hasMessageContaining("submit/gpus.sh");
  }

  @Test
  void theDiscoveryScriptGoesByWhatIsVisibleAndElseByTheDriver() throws Exception {
    nvidiaSmi("printf '0\\n1\\n'");
    assertThat(discovered(Map.of())).isEqualTo("{\"name\": \"gpu\", \"addresses\": [\"0\",\"1\"]}");
    assertThat(discovered(Map.of("CUDA_VISIBLE_DEVICES", "3, GPU-b2")))
        .isEqualTo("{\"name\": \"gpu\", \"addresses\": [\"3\",\"GPU-b2\"]}");
    assertThat(discovered(Map.of("CUDA_VISIBLE_DEVICES", "")))
        .isEqualTo("{\"name\": \"gpu\", \"addresses\": []}");
    nvidiaSmi("echo 'no devices were found' >&2; exit 6");
    assertThat(discovered(Map.of())).contains("no devices were found", "nvidia-smi finds no GPU");
  }

  private void nvidiaSmi(String body) throws IOException {
    Path fake = bin.resolve("nvidia-smi");
    Files.writeString(fake, "#!/bin/sh\n" + body + "\n");
    Files.setPosixFilePermissions(fake, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private String discovered(Map<String, String> environment) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder("bash", SCRIPT.toRealPath().toString()).redirectErrorStream(true);
    builder.environment().remove("CUDA_VISIBLE_DEVICES");
    builder.environment().putAll(environment);
    builder.environment().merge("PATH", bin.toString(), (path, first) -> first + ":" + path);
    Process process = builder.start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
  }

  private static Map<String, ResourceInformation> gpu(String address) {
    return Map.of("gpu", new ResourceInformation("gpu", new String[] {address}));
  }
}
