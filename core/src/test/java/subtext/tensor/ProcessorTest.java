package subtext.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ProcessorTest {
  @Test
  void readsTheFlagsOfX86AndTheFeaturesOfArm() {
    assertThat(has("model name\t: x", "flags\t\t: fpu avx512f avx512_bf16 sse")).isTrue();
    assertThat(has("flags : amx_bf16")).isTrue();
    assertThat(has("Features\t: fp asimd bf16")).isTrue();
    assertThat(has("flags : fpu avx512f avx512_bf16x")).isFalse();
    assertThat(has("bugs : bf16", "flags : fpu", "flags : bf16")).isFalse();
    assertThat(has()).isFalse();
  }

  private static boolean has(String... lines) {
    return Processor.hasBfloat16(Stream.of(lines));
  }
}
