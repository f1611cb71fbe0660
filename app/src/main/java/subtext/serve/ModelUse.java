package subtext.serve;

import java.util.List;

/**
 * How a model is used from the shell and from Java.
 *
 * @param model its folder
 * @param verbs that it has
 */
record ModelUse(String model, List<String> verbs) {
  /** A verb, what the shell gives it, and what Java prints. */
  private record Example(String verb, String arguments, String code) {}

  private static final List<Example> EXAMPLES =
      List.of(
          new Example("classify", "\"a text\"", "new Classify(model).label(\"a text\")"),
          new Example("translate", "\"a text\"", "new Translate(model).translate(\"a text\")"),
          new Example(
              "answer",
              "\"a question\" --candidates sentences.txt",
              "new Answer(model).answer(\"a question\", sentences)"),
          new Example("topics", "", "new Topics(model).topics(10)"),
          new Example(
              "reconstruct", "\"a text\"", "new Reconstruct(model).reconstruct(\"a text\")"),
          new Example("generate", "-n 10", "new Generate(model).sentences(10, 1)"),
          new Example("encode", "\"a text\"", "new Encode(model).vector(\"a text\")"));

  /** Of what has no verb over HTTP, such as a model of images, or a run without a model yet. */
  private static final Example OTHERWISE = new Example("evaluate", "", "model.spec()");

  private Example example() {
    return EXAMPLES.stream()
        .filter(each -> verbs.contains(each.verb()))
        .findFirst()
        .orElse(OTHERWISE);
  }

  String command() {
    return "subtext %s %s %s"
        .formatted(example().verb(), quoted(model), example().arguments())
        .strip();
  }

  /** As a shell reads it as one word. */
  private static String quoted(String word) {
    return word.matches("[\\p{L}\\p{N}_./~:@%+=-]+")
        ? word
        : "'" + word.replace("'", "'\\''") + "'";
  }

  String code() {
    return """
    try (Model model = Model.load(Path.of("%s"))) {
      System.out.println(%s);
    }
    """
        .formatted(model, example().code());
  }
}
