package subtext.langchain4j;

import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.embedding.common.AbstractEmbeddingModelIT;
import dev.langchain4j.model.embedding.listener.EmbeddingModelListener;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import subtext.use.Model;

/** LangChain4j's own tests of embedding models, on the model that ships. */
class EmbeddingModelConformanceTest extends AbstractEmbeddingModelIT {
  static final Path SHIPPED = Path.of("../models/quickstart-en");

  private final Model model = Model.load(SHIPPED);

  @AfterAll
  void close() {
    model.close();
  }

  @Override
  protected List<EmbeddingModel> models() {
    return List.of(new SubtextEmbeddingModel(model));
  }

  @Override
  protected EmbeddingModel modelWith(EmbeddingModelListener listener) {
    return new SubtextEmbeddingModel(model, List.of(listener));
  }

  /** A model that was closed. */
  @Override
  protected EmbeddingModel failingModelWith(EmbeddingModelListener listener) {
    try (Model closed = Model.load(SHIPPED)) {
      return new SubtextEmbeddingModel(closed, List.of(listener));
    }
  }

  @Override
  protected boolean supportsInputTypeParameter() {
    return false;
  }

  @Override
  protected boolean supportsDimensionsParameter() {
    return false;
  }

  @Override
  protected boolean supportsImageInput() {
    return false;
  }

  // Tests of what is refused, which the gates above would have reported as skipped: without the
  // annotation they are no tests. That it is refused, the suite tests, too.

  @Override
  protected void should_embed_query_and_document_differently(EmbeddingModel refusing) {}

  @Override
  protected void should_respect_dimensions_parameter(EmbeddingModel refusing) {}

  @Override
  protected void should_embed_image(EmbeddingModel refusing) {}

  @Override
  protected void should_embed_interleaved_text_and_image(EmbeddingModel refusing) {}
}
