package subtext.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import subtext.error.InputException;
import subtext.error.TextException;
import subtext.eval.Figures;
import subtext.use.Answer;
import subtext.use.Classify;
import subtext.use.Model;

/** Questions of what a thing is, whose right answer is the sentence that has the kind of it. */
class AnswerRunTest {
  private static final String[] WHAT = {"colour", "number", "animal", "place"};
  private static final String[][] KINDS = {
    {"red", "green", "blue"},
    {"one", "two", "three"},
    {"cat", "dog", "hen"},
    {"rome", "oslo", "bonn"}
  };

  private static final List<String> SMALL =
      List.of(
          "task=answer",
          "tokens={kind: whitespace, minCount: 1}",
          "data={source: 1, text: 2, label: 3, together: source, validShare: 0.2, testShare: 0.1}",
          "model={latent: 2, encoder: {kind: gru, embedding: 16, hidden: 16, pooling: max},"
              + " initialEmbeddings: 1}",
          "model.answer={overlap: false, hidden: 16, dropout: 0}",
          "objective.schedule={kind: linear, warmupEpochs: 1}",
          "train={epochs: 30, batch: 8, threads: 1, patience: 0, checkpointSteps: 7}",
          "train.optimizer={kind: adam, learningRate: 0.02}");

  @TempDir Path folder;

  /** No word of a question stands in its answers. */
  private SmallRun planted(String... more) throws IOException {
    List<String> lines = new ArrayList<>();
    for (int q = 0; q < 80; q++) {
      int asked = q % 4;
      for (int kind = 0; kind < 4; kind++) {
        String sentence = "it is %s here".formatted(KINDS[kind][(q / 4 + kind) % 3]);
        lines.add(
            "what %s has thing%d of%d\t%s\t%d"
                .formatted(WHAT[asked], q % 9, q % 5, sentence, kind == asked ? 1 : 0));
      }
    }
    lines.add("what is wrong\tno answer\t0");
    Path corpus = Files.write(folder.resolve("planted.tsv"), lines);
    List<String> settings = new ArrayList<>(SMALL);
    settings.addAll(List.of(more));
    return new SmallRun(corpus, settings);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 4})
  void whatAnswersIsLearntSavedAndFoundAgain(int latent) throws IOException {
    Path run = folder.resolve("run");
    Figures figures;
    Answer.Found found;
    List<String> sentences = List.of("it is two here", "it is blue here", "it is cat here");
    try (Training training =
        planted("model.latent=" + latent, "train.epochs=80", "train.optimizer.learningRate=0.005")
            .begin(run, TrainingListener.SILENT)) {
      training.train();
      Publisher.Published published = new Publisher(training, TrainingListener.SILENT).publish(0);
      figures = published.evaluation();
      found = new Answer(published.model()).rank("what colour has thing5 of2", sentences);
    }
    assertThat(figures.numbers().get("map")).isGreaterThan(0.9);
    assertThat(figures.numbers().get("p_at_1")).isGreaterThan(0.8);
    assertThat(figures.numbers().get("sentences")).isEqualTo(4 * number(figures, "questions"));
    assertThat(figures.numbers().containsKey("kl")).isEqualTo(latent > 0);
    assertThat(found.candidates().getFirst().place()).isEqualTo(1);
    assertThat(run.resolve("answers.jsonl"))
        .content()
        .hasLineCount((int) number(figures, "questions"))
        .contains("\"average_precision\"", "\"right\":true");
    try (Model model = Model.load(run)) {
      Answer answer = new Answer(model);
      assertThat(answer.rank("what colour has thing5 of2", sentences)).isEqualTo(found);
      assertThat(answer.answer("what number has thing5 of2", sentences))
          .isEqualTo(sentences.getFirst());
      refusesWhatCannotBeAnswered(model, answer);
    }
  }

  private static void refusesWhatCannotBeAnswered(Model model, Answer answer) {
    assertThatThrownBy(() -> answer.rank(" ", List.of("it")))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("question is empty");
    assertThatThrownBy(() -> answer.rank("what", List.of())).isInstanceOf(InputException.class);
    assertThatThrownBy(() -> answer.rank("what", List.of("it", " ")))
        .isInstanceOf(TextException.class)
        .hasMessageContaining("2");
    assertThatThrownBy(() -> new Classify(model)).isInstanceOf(InputException.class);
    Answer.Found foreign = answer.rank("北京在哪里", List.of("it is " + "red ".repeat(300), "红"));
    assertThat(foreign.unfamiliar()).isTrue();
    assertThat(foreign.candidates()).anyMatch(each -> each.place() == 0 && each.cut());
    assertThat(foreign.candidates()).anyMatch(each -> each.place() == 1 && each.unfamiliar());
  }

  @Test
  void aRunThatWasStoppedGoesOnBitForBit() throws IOException {
    SmallRun small = planted("train.epochs=2", "model.answer.overlap=true");
    small.train(folder.resolve("whole"));
    small.stopAt(folder.resolve("stopped"), 9);
    SmallRun.resume(folder.resolve("stopped"));
    Map<String, Object> whole = SmallRun.results(folder.resolve("whole"));
    assertThat(SmallRun.results(folder.resolve("stopped"))).isEqualTo(whole);
  }

  @Test
  void theCandidatesForAQuestionStayInOneSplit() throws IOException {
    try (Training training = planted().begin(folder.resolve("run"), TrainingListener.SILENT)) {
      for (var split : List.of(training.dataset().train(), training.dataset().valid())) {
        long[] all = LongStream.range(0, split.size()).toArray();
        Map<String, Long> candidates =
            split.lines(all).stream()
                .collect(
                    Collectors.groupingBy(
                        line -> String.valueOf(line.source()), Collectors.counting()));
        candidates.remove("what is wrong");
        assertThat(candidates.values()).isNotEmpty().containsOnly(4L);
      }
    }
  }

  @Test
  void aQuestionWithoutARightAnswerIsLeftOut() throws IOException {
    SmallRun small = planted("train.epochs=1", "data.validShare=0.5");
    List<String> lines = new ArrayList<>(Files.readAllLines(small.corpus()));
    for (int q = 0; q < 20; q++) {
      lines.add("what is lost%d\tno answer\t0".formatted(q));
    }
    Files.write(small.corpus(), lines);
    try (Training training = small.begin(folder.resolve("run"), TrainingListener.SILENT)) {
      training.train();
      Figures found = new Publisher(training, TrainingListener.SILENT).publish(0).evaluation();
      assertThat(number(found, "left_out")).isPositive();
      assertThat(found.numbers().get("sentences"))
          .isEqualTo(4 * number(found, "questions") + number(found, "left_out"));
    }
  }

  @Test
  void badLinesAreNamed() throws IOException {
    SmallRun small = planted();
    List<String> lines = new ArrayList<>(Files.readAllLines(small.corpus()));
    lines.set(6, "what colour has thing1\tit is red\tyes");
    Files.write(small.corpus(), lines);
    refused(small, "planted.tsv:7", "'yes'", "1, for right, or 0");
    lines.set(6, "what colour has thing1\tit is red");
    Files.write(small.corpus(), lines);
    refused(small, "planted.tsv:7", "nothing");
  }

  @Test
  void whatSaysTooLittleIsRefused() throws IOException {
    refused(planted("data.source=none"), "data.source", "answer");
    refused(planted("data.label=none"), "data.label says nothing");
    SmallRun wrong = planted();
    Files.write(
        wrong.corpus(),
        Files.readAllLines(wrong.corpus()).stream()
            .map(line -> line.replaceAll("1$", "0"))
            .toList());
    refused(wrong, "no sentence of the training split is right (1)");
    Path valid = folder.resolve("valid.tsv");
    Files.write(valid, List.of("what colour has thing1\tit is red\t0"));
    refused(
        planted("data.valid=" + valid, "data.validShare=0"),
        "no sentence of the validation split is right (1)");
    assertThatThrownBy(() -> planted("data.together=line").train(folder.resolve("run")))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("data.together: with task answer it must be source");
  }

  private void refused(SmallRun small, String... messages) {
    assertThatThrownBy(() -> small.begin(folder.resolve("refused"), TrainingListener.SILENT))
        .isInstanceOf(InputException.class)
        .message()
        .contains(messages);
  }

  private static double number(Figures figures, String name) {
    return Objects.requireNonNull(figures.numbers().get(name));
  }
}
