package subtext.serve;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import subtext.use.Answer;
import subtext.use.Classify;
import subtext.use.Encode;
import subtext.use.Generate;
import subtext.use.Model;
import subtext.use.Translate;

/** What a model is asked for before others ask it: by the first of these verbs that it has. */
final class Trial {
  private static final String TEXT = "a";

  private static final List<Map.Entry<String, Consumer<Model>>> BY_VERB =
      List.of(
          Map.entry("encode", model -> new Encode(model).encode(List.of(TEXT))),
          Map.entry("generate", model -> new Generate(model).sentences(1, 1)),
          Map.entry("classify", model -> new Classify(model).label(TEXT)),
          Map.entry("translate", model -> new Translate(model).translate(TEXT)),
          Map.entry("answer", model -> new Answer(model).answer(TEXT, List.of(TEXT))));

  private Trial() {}

  /** Asks {@code model}, which has {@code verbs}; a model with none of them is not asked. */
  static void of(Model model, List<String> verbs) {
    BY_VERB.stream()
        .filter(each -> verbs.contains(each.getKey()))
        .findFirst()
        .ifPresent(each -> each.getValue().accept(model));
  }
}
