package org.ecgnat.model.training;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class AutogradTest {

  @Test
  void severalThreadsDifferentiateAtOnce() throws Exception {
    int threads = 3;
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    CyclicBarrier together = new CyclicBarrier(threads);
    try {
      List<Future<float[]>> results = new ArrayList<>();
      for (int t = 1; t <= threads; t++) {
        float factor = t;
        results.add(
            executor.submit(
                () -> {
                  try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
                    NDArray x = manager.create(new float[] {1, 2, 3});
                    Autograd.track(List.of(x));
                    for (int i = 0; i < 50; i++) {
                      Autograd.clearGradients(List.of(x));
                      NDArray loss =
                          Autograd.recording(
                              () -> {
                                await(together);
                                return x.square().mul(manager.create(factor)).sum();
                              });
                      Autograd.backward(loss);
                    }
                    return Autograd.gradient(manager, x).orElseThrow().toFloatArray();
                  }
                }));
      }
      for (int t = 1; t <= threads; t++) {
        assertThat(results.get(t - 1).get()).containsExactly(2F * t, 4F * t, 6F * t);
      }
    } finally {
      executor.shutdownNow();
    }
  }

  @Test
  void nothingIsRecordedWithout() {
    try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
      NDArray x = manager.create(new float[] {1, 2});
      Autograd.track(List.of(x));
      NDArray y = manager.create(new float[] {3, 5});
      Autograd.withoutRecording(() -> x.addi(y));
      assertThat(x.toFloatArray()).containsExactly(4, 7);
      assertThat(Autograd.gradient(manager, x)).isEmpty();
    }
  }

  @Test
  void fetchingGradientsLeavesNoHandles() {
    try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
      NDArray x = manager.create(new float[] {1, 2});
      Autograd.track(List.of(x));
      try (NDManager step = manager.newSubManager()) {
        Autograd.backward(
            Autograd.recording(
                () -> {
                  NDArray loss = x.square().sum();
                  loss.attach(step);
                  return loss;
                }));
      }
      int before = manager.getManagedArrays().size();
      for (int i = 0; i < 100; i++) {
        Autograd.withGradient(
            x, gradient -> assertThat(gradient.toFloatArray()).containsExactly(2, 4));
        try (NDManager step = manager.newSubManager()) {
          assertThat(Autograd.gradient(step, x)).isPresent();
        }
      }
      assertThat(manager.getManagedArrays()).hasSize(before);
    }
  }

  private static void await(CyclicBarrier barrier) {
    try {
      barrier.await();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
