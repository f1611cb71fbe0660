package subtext.langchain4j;

import dev.langchain4j.model.output.TokenUsage;
import java.util.List;
import subtext.use.Model;
import subtext.use.Texts;

/** What a request costs, in tokens of the model. */
final class Tokens {
  private Tokens() {}

  static TokenUsage of(Model model, List<String> texts) {
    return new TokenUsage(new Texts(model, texts).tokens());
  }
}
