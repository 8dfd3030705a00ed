package org.ecgnat.model.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.pytorch.jni.JniUtils;
import org.junit.jupiter.api.Test;

class TorchThreadsTest {

  @Test
  void setsTheCountsOnceAProcess() {
    TorchThreads.configure(1);
    TorchThreads.configure(1);
    assertThat(JniUtils.getNumThreads()).isEqualTo(1);
    assertThat(JniUtils.getNumInteropThreads()).isEqualTo(1);
    assertThatThrownBy(() -> TorchThreads.configure(2))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("cannot change to 2");
    assertThatThrownBy(() -> TorchThreads.configure(0))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
