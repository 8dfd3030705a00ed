package org.ecgnat.jobs.spark;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.spark.resource.ResourceInformation;
import org.ecgnat.jobs.cli.UserException;

/**
 * How GPUs are numbered in a process. Spark hands on the addresses that a discovery script found,
 * the machine's indices or names; CUDA counts only those that {@code CUDA_VISIBLE_DEVICES} lists,
 * in its order, where that is set.
 *
 * @param visible what it lists; empty where all are visible
 */
public record GpuAddresses(Optional<List<String>> visible) {
  private static final String RESOURCE = "gpu";

  /** Those of this process. */
  public static GpuAddresses ofThisProcess() {
    return of(System.getenv("CUDA_VISIBLE_DEVICES"));
  }

  static GpuAddresses of(String visibleDevices) {
    return new GpuAddresses(
        Optional.ofNullable(visibleDevices)
            .map(list -> Arrays.stream(list.split(",")).map(String::strip).toList()));
  }

  /**
   * CUDA's number of the GPU that a task was given.
   *
   * @param resources of the task
   * @return empty where it was given none
   * @throws UserException where this process cannot see that GPU
   */
  public OptionalInt device(Map<String, ResourceInformation> resources) {
    if (!resources.containsKey(RESOURCE)) {
      return OptionalInt.empty();
    }
    String address = resources.get(RESOURCE).addresses()[0];
    if (visible.isPresent()) {
      int place = visible.get().indexOf(address);
      if (place < 0) {
        throw unusable(
            address,
            "CUDA_VISIBLE_DEVICES of its executor lists "
                + String.join(",", visible.get())
                + "; leave that variable out, or let submit/gpus.sh be the discovery script, which"
                + " goes by it");
      }
      return OptionalInt.of(place);
    }
    try {
      return OptionalInt.of(Integer.parseInt(address));
    } catch (NumberFormatException e) {
      throw unusable(
          address, "only an index says which it is; let submit/gpus.sh be the discovery script");
    }
  }

  private static UserException unusable(String address, String why) {
    return UserException.environment(
        "Cannot use GPU " + address + ", which Spark gave to a task: " + why, null);
  }
}
