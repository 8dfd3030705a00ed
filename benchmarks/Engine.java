import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.JniUtils;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.Random;
import java.util.function.BiConsumer;
import org.ecgnat.model.Trainers;
import org.ecgnat.model.classification.EcgClassifier;
import org.ecgnat.model.encoder.EcgNatConfig;
import org.ecgnat.model.layers.NamedParameter;
import org.ecgnat.model.layers.Pass;
import org.ecgnat.model.training.Autograd;
import org.ecgnat.model.training.Crops;
import org.ecgnat.model.training.Objective;
import org.ecgnat.model.training.OptimizerConfig;
import org.ecgnat.model.training.TorchThreads;
import org.ecgnat.model.training.Trainer;
import org.ecgnat.model.training.TrainerSpec;
import org.ecgnat.model.training.TrainingExample;

/**
 * Times the network without Spark, on random signals: {@code train BATCH STEPS [SAMPLES]}, {@code infer COUNT},
 * {@code sgemm}, {@code memory STEPS}, {@code profile train|infer FILE} (libtorch's trace of one warm step or window).
 * One thread; pin the process to get one core.
 */
public final class Engine {
  private static final int LEADS = 12;
  private static final Pass PASS = Pass.overFixedArrays();
  private static final Random RANDOM = new Random(0);

  public static void main(String[] args) throws Exception {
    TorchThreads.configure(1);
    switch (args[0]) {
      case "train" -> train(whole(args, 1), whole(args, 2), args.length > 3 ? whole(args, 3) : 1000);
      case "infer" -> infer(whole(args, 1));
      case "sgemm" -> sgemm();
      case "memory" -> memory(whole(args, 1));
      case "profile" -> profile(args[1], args[2]);
      default -> throw new IllegalArgumentException("what is " + args[0] + "?");
    }
  }

  private static void train(int batch, int steps, int samples) {
    try (Trainer trainer = trainer(samples)) {
      List<TrainingExample> examples = examples(batch, samples);
      double[] seconds = new double[steps];
      for (int step = 0; step < steps; step++) {
        long begun = System.nanoTime();
        trainer.step(examples, step);
        seconds[step] = (System.nanoTime() - begun) / 1e9;
      }
      double median = quantile(Arrays.copyOfRange(seconds, steps / 4, steps), 0.5);
      print("train %.1f records/s (median step %.1f ms, %d parameters)", batch / median, 1e3 * median,
          trainer.layout().size());
    }
  }

  /** From the samples of one window in Java's memory to its logits there. */
  private static void infer(int count) {
    inWindows(
        (classifier, manager) -> {
          double[] seconds = new double[count];
          for (int i = 0; i < count; i++) {
            float[] signal = signal(1000);
            long begun = System.nanoTime();
            logits(classifier, manager, signal);
            seconds[i] = (System.nanoTime() - begun) / 1e9;
          }
          double[] warm = Arrays.copyOfRange(seconds, count / 6, count);
          print("infer p50 %.2f ms, p99 %.2f ms", 1e3 * quantile(warm, 0.5), 1e3 * quantile(warm, 0.99));
        });
  }

  private static void inWindows(BiConsumer<EcgClassifier, NDManager> body) {
    try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
      EcgClassifier classifier = new EcgClassifier(tiny(1000), 5, 0, Crops.NONE);
      for (NamedParameter parameter : classifier.namedParameters()) {
        parameter.bind(manager.create(parameter.initialValues(0), new Shape(parameter.shape())));
      }
      body.accept(classifier, manager);
    }
  }

  private static float[] logits(EcgClassifier classifier, NDManager manager, float[] signal) {
    try (NDManager work = manager.newSubManager()) {
      NDArray input = work.create(signal, new Shape(1, LEADS, 1000));
      return Autograd.withoutRecording(() -> classifier.apply(input, PASS).toFloatArray());
    }
  }

  private static void sgemm() {
    int size = 2048;
    try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
      NDArray matrix = manager.randomNormal(new Shape(size, size));
      double[] seconds = new double[12];
      for (int i = 0; i < seconds.length; i++) {
        long begun = System.nanoTime();
        matrix.matMul(matrix).close();
        seconds[i] = (System.nanoTime() - begun) / 1e9;
      }
      print("sgemm %.1f GFLOP/s", 2.0 * size * size * size / quantile(seconds, 0.5) / 1e9);
    }
  }

  /** Resident memory, and the heap within it, while steps of four windows go on. */
  private static void memory(int steps) throws Exception {
    try (Trainer trainer = trainer(1000)) {
      List<TrainingExample> examples = examples(4, 1000);
      for (int step = 0; step < steps; step++) {
        trainer.step(examples, step);
        if ((step + 1) % Math.max(1, steps / 20) == 0) {
          print("step %d: %.1f MiB resident, %.1f MiB heap in use", step + 1, resident(), heap());
        }
      }
    }
  }

  private static void profile(String what, String file) {
    if (what.equals("train")) {
      try (Trainer trainer = trainer(1000)) {
        List<TrainingExample> examples = examples(32, 1000);
        for (int step = 0; step < 10; step++) {
          trainer.step(examples, step);
        }
        JniUtils.startProfile(false, true, true);
        trainer.step(examples, 10);
        JniUtils.stopProfile(file);
      }
    } else {
      inWindows(
          (classifier, manager) -> {
            for (int i = 0; i < 200; i++) {
              logits(classifier, manager, signal(1000));
            }
            JniUtils.startProfile(false, true, true);
            logits(classifier, manager, signal(1000));
            JniUtils.stopProfile(file);
          });
    }
  }

  private static double resident() throws Exception {
    for (String line : java.nio.file.Files.readAllLines(java.nio.file.Path.of("/proc/self/status"))) {
      if (line.startsWith("VmRSS:")) {
        return Double.parseDouble(line.replaceAll("\\D+", "")) / 1024;
      }
    }
    throw new IllegalStateException("no VmRSS");
  }

  private static double heap() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return (runtime.totalMemory() - runtime.freeMemory()) / 1048576.0;
  }

  private static Trainer trainer(int samples) {
    OptimizerConfig adamW = new OptimizerConfig("adamw", 1e-3, 0.05, 0.9, 0.999, 1e-8, 1, 0, 1_000_000, 1, 1, 1);
    return Trainers.create(
        new TrainerSpec(tiny(samples), new Objective.Reconstruction(0.6, 0.1), adamW, 0), OptionalInt.empty());
  }

  private static EcgNatConfig tiny(int samples) {
    return new EcgNatConfig(LEADS, samples, 100, 32, List.of(2, 2, 4, 2), 13, List.of(1, 1, 1, 1), 16, 3, 0);
  }

  private static List<TrainingExample> examples(int batch, int samples) {
    List<TrainingExample> examples = new ArrayList<>();
    for (int i = 0; i < batch; i++) {
      examples.add(TrainingExample.unlabeled(i, 0, signal(samples), (1 << LEADS) - 1));
    }
    return examples;
  }

  private static float[] signal(int samples) {
    float[] signal = new float[LEADS * samples];
    for (int i = 0; i < signal.length; i++) {
      signal[i] = (float) RANDOM.nextGaussian();
    }
    return signal;
  }

  private static double quantile(double[] values, double part) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[(int) (part * (sorted.length - 1))];
  }

  private static int whole(String[] args, int index) {
    return Integer.parseInt(args[index]);
  }

  private static void print(String format, Object... values) {
    System.out.println(String.format(Locale.ROOT, format, values));
  }
}
