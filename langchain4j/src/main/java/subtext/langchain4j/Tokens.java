package subtext.langchain4j;

import dev.langchain4j.model.output.TokenUsage;
import java.util.List;
import subtext.use.Model;

/** What a request costs, in tokens of the model. */
final class Tokens {
  private Tokens() {}

  static TokenUsage of(Model model, List<String> texts) {
    return new TokenUsage(
        texts.stream().mapToInt(text -> model.tokenizer().encode(text).length).sum());
  }
}
