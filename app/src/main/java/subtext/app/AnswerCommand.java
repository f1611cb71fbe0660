package subtext.app;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;
import subtext.config.Allowed;
import subtext.data.Portion;
import subtext.error.InputException;
import subtext.search.Hit;
import subtext.search.Shards;
import subtext.search.WordIndex;
import subtext.text.Line;
import subtext.use.Answer;
import subtext.use.Model;

@Command(
    name = "answer",
    description = "Finds the sentences that answer a question, the best first.",
    footer = {
      "",
      "An answer: its probability by the model, the number of its line, the sentence.",
      "",
      "Examples:",
      "  subtext answer runs/mine \"who wrote it ?\" --candidates sentences.txt",
      "  subtext answer runs/mine \"who wrote it ?\" --corpus library.txt -k 3",
      "  subtext answer runs/mine \"who wrote it ?\" --corpus library.txt --json"
    })
final class AnswerCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @ParentCommand private Subtext subtext;
  @Mixin private ModelArgument model;
  @Mixin private JsonLines json;
  @Mixin private TextColumn column;

  @Parameters(index = "1", paramLabel = "QUESTION", description = "What to answer.")
  private String question;

  @ArgGroup(multiplicity = "1")
  private Where where = new Where();

  /** Where the answers stand. */
  private static final class Where {
    @Option(
        names = "--candidates",
        paramLabel = "FILE",
        description =
            "Sentences that are all ranked: one a line, or .tsv, .csv, .jsonl; also with .gz.")
    private @Nullable Path candidates;

    @Option(
        names = "--corpus",
        paramLabel = "FILE",
        description =
            "Any number of sentences, likewise, or a folder that subtext-spark index has made: BM25"
                + " retrieves some of them by the words of the question, and these are ranked.")
    private @Nullable Path corpus;
  }

  @Option(
      names = "-k",
      paramLabel = "N",
      defaultValue = "5",
      description = "Answers that are printed. Default: ${DEFAULT-VALUE}.")
  private int shown;

  @Option(
      names = "--retrieve",
      paramLabel = "N",
      defaultValue = "100",
      description = "Sentences that BM25 retrieves of a corpus. Default: ${DEFAULT-VALUE}.")
  private int retrieved;

  @Override
  public Integer call() throws IOException {
    Allowed.atLeast("-k", shown, 1);
    Allowed.atLeast("--retrieve", retrieved, 1);
    try (Model loaded = model.load(subtext)) {
      Answer answer = new Answer(loaded);
      if (question.isBlank()) {
        throw new InputException("the question is empty; there is nothing to answer");
      }
      List<Hit> sentences = sentences();
      Answer.Found found = answer.rank(question, sentences.stream().map(Hit::text).toList());
      warn(found);
      int rank = 0;
      for (Answer.Candidate candidate : found.candidates()) {
        if (++rank <= shown) {
          print(found, rank, candidate, sentences.get(candidate.place()));
        }
      }
    }
    return 0;
  }

  private List<Hit> sentences() throws IOException {
    if (where.corpus != null) {
      return retrieved(where.corpus);
    }
    GivenOptions.refuse(
        spec, "--retrieve"::equals, "is for --corpus, where --candidates are all ranked");
    Portion file = column.of("--candidates", where.candidates);
    List<Hit> sentences = new ArrayList<>();
    try (Stream<Line> lines = file.lines()) {
      lines.forEach(line -> sentences.add(new Hit(Double.NaN, line.number(), line.text())));
    }
    if (sentences.isEmpty()) {
      throw new InputException(
          "--candidates: %s holds no sentence to choose the answer from".formatted(file.file()));
    }
    return sentences;
  }

  private List<Hit> retrieved(Path corpus) throws IOException {
    try (WordIndex index = index(corpus)) {
      List<Hit> hits = index.search(question, retrieved);
      if (hits.isEmpty()) {
        throw new InputException(
            "--corpus: none of the %,d sentences of %s has a word of the question; ask with other words, or rank sentences with --candidates"
                .formatted(index.size(), corpus));
      }
      subtext
          .streams()
          .err()
          .printf("answer: ranking %,d of %,d sentences%n", hits.size(), index.size());
      return hits;
    }
  }

  private WordIndex index(Path corpus) throws IOException {
    if (Shards.areIn(corpus)) {
      GivenOptions.refuse(spec, "--text"::equals, "an index holds its texts without columns");
      return WordIndex.of(Shards.open(corpus));
    }
    try (Stream<Line> lines = column.of("--corpus", corpus).lines()) {
      return WordIndex.of(lines);
    }
  }

  private void warn(Answer.Found found) {
    long cut = found.candidates().stream().filter(Answer.Candidate::cut).count();
    warn(found.cut(), "the question is longer than the model reads, so its beginning was read");
    warn(
        found.unfamiliar(),
        "the model met nothing of the question in training: the order says nothing");
    warn(
        cut > 0,
        "%,d sentences are longer than the model reads, so their beginnings were read"
            .formatted(cut));
  }

  private void warn(boolean is, String what) {
    if (is) {
      subtext.streams().err().println("answer: " + what);
    }
  }

  private void print(Answer.Found found, int rank, Answer.Candidate candidate, Hit sentence) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("question", found.question());
    fields.put("rank", rank);
    fields.put("answer", candidate.sentence());
    fields.put("line", sentence.line());
    fields.put("probability", candidate.probability());
    fields.put("bm25", Double.isNaN(sentence.score()) ? null : sentence.score());
    fields.put("cut", found.cut() || candidate.cut());
    fields.put("unfamiliar", found.unfamiliar() || candidate.unfamiliar());
    json.print(
        subtext.streams(),
        fields,
        String.format(
            Locale.ROOT,
            "%.3f\t%d\t%s",
            candidate.probability(),
            sentence.line(),
            candidate.sentence()));
  }
}
