package subtext.serve;

import java.util.List;

/**
 * How a model is used from the shell and from Java.
 *
 * @param model its folder
 * @param verbs that it has
 */
record ModelUse(String model, List<String> verbs) {
  /** A verb, how the shell asks for it, and how Java does. */
  private record Example(String verb, String arguments, String type, String call) {}

  private static final List<Example> EXAMPLES =
      List.of(
          new Example("classify", "\"a text\"", "Classify", "label(\"a text\")"),
          new Example("translate", "\"a text\"", "Translate", "translate(\"a text\")"),
          new Example(
              "answer",
              "\"a question\" --candidates sentences.txt",
              "Answer",
              "answer(\"a question\", sentences)"),
          new Example("topics", "", "Topics", "topics(10)"),
          new Example("reconstruct", "\"a text\"", "Reconstruct", "reconstruct(\"a text\")"),
          new Example("generate", "-n 10", "Generate", "sentences(10, 1)"));

  private Example example() {
    return EXAMPLES.stream()
        .filter(each -> verbs.contains(each.verb()))
        .findFirst()
        .orElse(EXAMPLES.getLast());
  }

  String command() {
    return "subtext %s %s %s".formatted(example().verb(), model, example().arguments()).strip();
  }

  String code() {
    return """
    try (Model model = Model.load(Path.of("%s"))) {
      System.out.println(new %s(model).%s);
    }
    """
        .formatted(model, example().type(), example().call());
  }
}
