package subtext.serve;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import subtext.use.Encode;

class VectorCacheTest {
  private static final List<Encode.Encoding> ENCODINGS =
      List.of(
          new Encode.Encoding(new float[] {1, 2}, new float[0], 0.5),
          new Encode.Encoding(new float[] {3, 4}, new float[0], 1.5));

  @TempDir Path folder;

  private VectorCache of(String model, String kind) {
    return new VectorCache(folder, model + " corpus", kind);
  }

  @Test
  void whatIsWrittenIsReadByItsModelAndKind() {
    of("one", "means").write(ENCODINGS);
    List<Encode.Encoding> found = requireNonNull(of("one", "means").read(2, 2));
    assertThat(found.getLast().mean()).containsExactly(3, 4);
    assertThat(found.getLast().kl()).isEqualTo(1.5);
    assertThat(of("one", "umap").read(2, 2)).isNull();
    assertThat(of("two", "means").read(2, 2)).isNull();
    assertThat(of("one", "means").read(3, 2)).isNull();
  }

  @Test
  void whatAModelLeftThatTheRunHadBeforeIsDeleted() throws IOException {
    of("one", "means").write(ENCODINGS);
    of("one", "umap").write(ENCODINGS);
    assertThat(of("one", "means").read(2, 2)).isNotNull();
    of("two", "means").write(ENCODINGS);
    of("two", "umap").write(ENCODINGS);
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).hasSize(2);
    }
    assertThat(of("two", "means").read(2, 2)).isNotNull();
    assertThat(of("two", "umap").read(2, 2)).isNotNull();
  }
}
