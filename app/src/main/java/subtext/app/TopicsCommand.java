package subtext.app;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;
import subtext.use.Model;
import subtext.use.Topics;

@Command(
    name = "topics",
    description = "Prints the topics of a topic model, or what documents are about.",
    footer = {
      "",
      "A topic: its number, its share of the training documents, its coherence (NPMI), its words.",
      "A document: the shares of its three largest topics, and its text.",
      "",
      "Examples:",
      "  subtext topics runs/mine",
      "  subtext topics runs/mine --words 25 --json",
      "  subtext topics runs/mine --documents new.txt          without training again",
      "  subtext topics runs/mine --documents - --json < new.txt"
    })
final class TopicsCommand implements Callable<Integer> {
  private static final int SHOWN = 3;

  @Spec private CommandSpec spec;
  @ParentCommand private Subtext subtext;
  @Mixin private ModelArgument model;
  @Mixin private JsonLines json;
  @Mixin private TextColumn column;

  @Option(
      names = "--words",
      paramLabel = "N",
      defaultValue = "10",
      description = "Words of each topic. Default: ${DEFAULT-VALUE}.")
  private int words;

  @Option(
      names = "--documents",
      paramLabel = "FILE",
      description =
          "Say what these documents are about: one a line, or .tsv, .csv, .jsonl, .feat; - for one"
              + " a line on standard input.")
  private @Nullable String documents;

  private long cut;

  @Override
  public Integer call() {
    try (Model loaded = model.load(subtext)) {
      Topics topics = new Topics(loaded);
      if (documents == null) {
        topics.topics(words).forEach(this::print);
        return 0;
      }
      GivenOptions.refuse(spec, "--words"::equals, "it is for topics, and not for --documents");
      if (documents.equals("-")) {
        GivenOptions.refuse(
            spec, "--text"::equals, "standard input is read a document a line, without columns");
        TextArguments.lines(subtext.streams().in(), part -> print(topics.documents(part)));
      } else {
        print(topics, Path.of(documents));
      }
      Streams.Doubts doubts = subtext.streams().doubts("topics", "documents");
      doubts.say(cut, "longer than the model reads: the words at their beginnings were read");
    }
    return 0;
  }

  private void print(Topics topics, Path file) {
    try (Stream<String> texts = column.of("--documents", file).texts()) {
      TextArguments.parts(texts.iterator(), part -> print(topics.documents(part)));
    }
  }

  private void print(Topics.Topic topic) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("topic", topic.number());
    fields.put("weight", topic.weight());
    fields.put("npmi", topic.npmi());
    fields.put("words", topic.words());
    json.print(subtext.streams(), fields, topic.toString());
  }

  private void print(List<Topics.Document> part) {
    for (Topics.Document document : part) {
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("text", document.text());
      fields.put("known_words", document.knownWords());
      fields.put("shares", document.shares());
      fields.put("cut", document.cut());
      cut += document.cut() ? 1 : 0;
      json.print(subtext.streams(), fields, line(document));
    }
  }

  private static String line(Topics.Document document) {
    String about =
        document.isKnown()
            ? document.largest(SHOWN).stream()
                .map(k -> String.format(Locale.ROOT, "%d:%.2f", k, document.shares()[k - 1]))
                .collect(Collectors.joining(" "))
            : "no known word";
    return about + "\t" + document.text();
  }
}
