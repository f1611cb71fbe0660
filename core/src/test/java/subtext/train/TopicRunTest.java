package subtext.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import subtext.error.InputException;
import subtext.eval.Figures;
import subtext.tensor.Noise;
import subtext.use.Generate;
import subtext.use.Model;
import subtext.use.Topics;

/** Documents of one of three planted topics each, of 25 words, and now and then a common one. */
class TopicRunTest {
  private static final int DOCUMENTS = 400;

  /** As many as diversity looks at. */
  private static final int TOPIC_WORDS = 25;

  private static final List<String> PRODLDA =
      List.of(
          "task=topics",
          "tokens={kind: whitespace, minCount: 1, words: known}",
          "data={text: 2, label: 1, split: 3}",
          "model={latent: 3, posterior: {kind: batchNorm, gamma: 1, variances: true}}",
          "model.prior={kind: dirichlet, alpha: 0.5}",
          "model.encoder={kind: counts, hidden: 24, layers: 2, dropout: 0.2}",
          "model.decoder={kind: bag, topics: softmax, normalize: true, dropout: 0.1}",
          "model.initialWeights=0.2",
          "objective.schedule={kind: constant}",
          "train={epochs: 60, batch: 50, clip: 0, threads: 1, patience: 0, checkpointSteps: 4}",
          "train.optimizer={kind: adam, learningRate: 0.02}");

  @TempDir Path folder;

  private static int topic(int document) {
    return document % 3;
  }

  private SmallRun planted(String... more) throws IOException {
    Noise noise = new Noise(5, 0);
    List<String> lines = new ArrayList<>();
    for (int d = 0; d < DOCUMENTS; d++) {
      int document = d;
      String text =
          IntStream.range(0, 12 + d % 5)
              .mapToObj(t -> word(noise, document, t))
              .collect(Collectors.joining(" "));
      String split = d % 10 == 0 ? "val" : d % 10 == 1 ? "test" : "train";
      lines.add("topic%d\t%s\t%s".formatted(topic(d), text, split));
    }
    lines.add("topic0\trare\ttest");
    Path corpus = Files.write(folder.resolve("planted.tsv"), lines);
    List<String> settings = new ArrayList<>(PRODLDA);
    settings.addAll(List.of(more));
    return new SmallRun(corpus, settings);
  }

  private static String word(Noise noise, int document, int place) {
    double chance = noise.uniform(Noise.Stream.PRIOR, 1, document, place);
    int number = (int) (noise.uniform(Noise.Stream.PRIOR, 2, document, place) * TOPIC_WORDS);
    return chance < 0.15 ? "common" + number : "w" + topic(document) + number;
  }

  @Test
  void plantedTopicsAreFoundSavedAndToldOfNewDocuments() throws IOException {
    Path run = folder.resolve("run");
    Figures figures;
    List<Topics.Topic> found;
    try (Training training = planted().begin(run, TrainingListener.SILENT)) {
      training.train();
      Publisher.Published published = new Publisher(training, TrainingListener.SILENT).publish(0);
      figures = published.evaluation();
      found = new Topics(published.model()).topics(TOPIC_WORDS);
    }
    assertThat(found.stream().map(topic -> Set.copyOf(topic.words())))
        .containsExactlyInAnyOrder(planted(0), planted(1), planted(2));
    assertThat(found).allMatch(topic -> topic.weight() > 0.2 && topic.npmi() > -0.2);
    assertThat(found.stream().mapToDouble(Topics.Topic::weight).sum()).isCloseTo(1, within(1e-5));
    assertThat(figures.numbers()).containsEntry("documents", 40.0).containsEntry("diversity", 1.0);
    assertThat(figures.numbers().get("ppl")).isBetween(35.0, 75.0);
    assertThat(run.resolve("topics.txt")).content().hasLineCount(3).contains("w0", "w1", "w2");
    try (Model model = Model.load(run)) {
      Topics topics = new Topics(model);
      assertThat(topics.topics(TOPIC_WORDS)).isEqualTo(found);
      tellsOfNewDocuments(topics, found);
      assertThatThrownBy(() -> new Generate(model).sentences(1, 1))
          .isInstanceOf(InputException.class)
          .hasMessageContaining("writes no text");
    }
  }

  private static Set<String> planted(int topic) {
    return IntStream.range(0, TOPIC_WORDS)
        .mapToObj(number -> "w" + topic + number)
        .collect(Collectors.toSet());
  }

  private static void tellsOfNewDocuments(Topics topics, List<Topics.Topic> found) {
    List<Topics.Document> documents =
        topics.documents(List.of("w10 w11 w12 w10 w15 w13", "nothing known", ""));
    int about = documents.getFirst().largest(1).getFirst();
    assertThat(found.get(about - 1).words()).contains("w10");
    assertThat(documents.getFirst().shares()[about - 1]).isGreaterThan(0.5f);
    assertThat(documents.getFirst().knownWords()).isEqualTo(6);
    for (Topics.Document unknown : documents.subList(1, 3)) {
      assertThat(unknown.isKnown()).isFalse();
      assertThat(unknown.shares()).containsOnly(1f / 3);
    }
  }

  @Test
  void aRunThatWasStoppedGoesOnBitForBit() throws IOException {
    SmallRun small = planted("train.epochs=3");
    small.train(folder.resolve("whole"));
    small.stopAt(folder.resolve("stopped"), 9);
    SmallRun.resume(folder.resolve("stopped"));
    Map<String, Object> whole = SmallRun.results(folder.resolve("whole"));
    assertThat(SmallRun.results(folder.resolve("stopped"))).isEqualTo(whole);
  }

  @Test
  void documentsWithoutAKnownWordAreLeftOutAndCounted() throws IOException {
    SmallRun small = planted("tokens.minCount=2");
    Files.writeString(small.corpus(), Files.readString(small.corpus()) + "topic1\tonce\ttrain\n");
    List<String> messages = new ArrayList<>();
    try (Training training = small.begin(folder.resolve("run"), SmallRun.hearing(messages))) {
      assertThat(training.dataset().train().size()).isEqualTo(320);
    }
    assertThat(messages)
        .anyMatch(message -> message.startsWith("1 of 321 training documents have no word"));
  }

  @Test
  void whatIsNoTopicModelIsRefusedBeforeAnythingIsWritten() throws IOException {
    refused("model.decoder: with task: topics it must be {kind: bag}", "model.decoder={kind: gru}");
    refused("it is for task: topics", "task=sentence");
    refused("tokens.words", "tokens.words=all");
  }

  private void refused(String message, String setting) throws IOException {
    SmallRun small = planted(setting);
    assertThatThrownBy(() -> small.begin(folder.resolve("run"), TrainingListener.SILENT))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(message);
    assertThat(folder.resolve("run")).doesNotExist();
  }
}
