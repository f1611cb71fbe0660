package subtext.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ModelUseTest {
  @Test
  void aModelIsUsedByAVerbThatItHas() {
    ModelUse labels = new ModelUse("runs/mine", List.of("generate", "classify"));
    assertThat(labels.command()).isEqualTo("subtext classify runs/mine \"a text\"");
    assertThat(labels.code()).contains("new Classify(model).label(\"a text\")");
    ModelUse vectors = new ModelUse("runs/mine", List.of("encode", "explain"));
    assertThat(vectors.command()).isEqualTo("subtext encode runs/mine \"a text\"");
    assertThat(vectors.code()).contains("new Encode(model).vector(\"a text\")");
  }

  @Test
  void nothingIsWrittenByAModelThatWritesNothing() {
    ModelUse images = new ModelUse("runs/images", List.of());
    assertThat(images.command()).isEqualTo("subtext evaluate runs/images");
    assertThat(images.code()).contains("model.spec()").doesNotContain("Generate");
  }

  @Test
  void aFolderWithSpacesIsOneWordOfTheShell() {
    assertThat(new ModelUse("runs/my run's", List.of("encode")).command())
        .isEqualTo("subtext encode 'runs/my run'\\''s' \"a text\"");
  }
}
