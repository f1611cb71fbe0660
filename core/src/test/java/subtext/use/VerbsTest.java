package subtext.use;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import subtext.decoder.Decoding;
import subtext.decoder.Lengths;
import subtext.error.InputException;
import subtext.latent.PosteriorConfig;
import subtext.latent.SamplingPrior;
import subtext.model.TinyModels;

class VerbsTest {
  private static final Model MODEL = TinyModel.vae(TinyModel.MIXTURE);
  private static final List<String> TEXTS = TinyModels.sentences(100);

  @AfterAll
  static void close() {
    MODEL.close();
  }

  @Test
  void tokensAreDrawnAtTheTemperatureThatTheModelSays() {
    try (Model cold = TinyModel.vae(0.5)) {
      Generate generate = new Generate(cold);
      Decoding sampled = new Decoding.Sampled(0.5, 0, 1);
      var asked = generate.generate(new Generate.Request(50, Writing.by(sampled), null, false));
      assertThat(generate.sentences(50, 1))
          .isEqualTo(asked.stream().map(Generate.Sample::text).toList());
      assertThat(generate.sentences(50, 1)).isNotEqualTo(new Generate(MODEL).sentences(50, 1));
    }
  }

  @Test
  void fewerSamplesOfASeedAreTheFirstOfMore() {
    Generate generate = new Generate(MODEL);
    List<String> many = generate.sentences(100, 7);
    assertThat(generate.sentences(5, 7)).isEqualTo(many.subList(0, 5));
    assertThat(generate.sentences(5, 8)).isNotEqualTo(many.subList(0, 5));
    assertThat(many).doesNotContain("");
  }

  @Test
  void diverseSentencesAreTheDifferentOnesOfTheSeedInTheirOrder() {
    Generate generate = new Generate(MODEL);
    Writing cold = Writing.by(new Decoding.Sampled(0.3, 0, 1));
    List<String> diverse = texts(generate.generate(new Generate.Request(40, cold, null, true)));
    List<String> plain = texts(generate.generate(new Generate.Request(400, cold, null, false)));
    assertThat(plain.subList(0, 40)).isNotEqualTo(diverse);
    assertThat(diverse).isEqualTo(plain.stream().distinct().limit(40).toList());
    assertThat(texts(generate.generate(new Generate.Request(7, cold, null, true))))
        .isEqualTo(diverse.subList(0, 7));
  }

  @Test
  void diverseSentencesAreFewerWhereThereAreNoOthers() {
    try (Model model = TinyModel.languageModel()) {
      var greedy = new Generate.Request(5, Writing.by(new Decoding.Greedy()), null, true);
      assertThat(new Generate(model).generate(greedy)).hasSize(1);
      assertThat(greedy.mostDraws()).isEqualTo(50);
    }
  }

  @Test
  void lengthsThatAreAskedForAreKept() {
    Writing four = new Writing(new Decoding.Greedy(), Wording.ANY, 4, 4, 1);
    assertThat(texts(new Generate(MODEL).generate(new Generate.Request(20, four, null, false))))
        .allMatch(text -> text.split(" ").length == 4);
  }

  private static List<String> texts(List<Generate.Sample> samples) {
    return samples.stream().map(Generate.Sample::text).toList();
  }

  @Test
  void samplesComeFromThePriorThatWasAskedFor() {
    Generate generate = new Generate(MODEL);
    Writing greedy = Writing.by(new Decoding.Greedy());
    var mixture = generate.generate(new Generate.Request(200, greedy, null, false));
    assertThat(mixture).allMatch(sample -> Math.abs(sample.z()[0]) > 0.5);
    var standard =
        generate.generate(new Generate.Request(200, greedy, SamplingPrior.STANDARD, false));
    double squares = standard.stream().mapToDouble(s -> s.z()[0] * s.z()[0]).average().orElse(0);
    assertThat(squares).isCloseTo(1, within(0.3));
  }

  @Test
  void aMixtureThatIsNotThereIsTheCallersFault() {
    try (Model model = TinyModel.vae()) {
      var request = new Generate.Request(1, Writing.DEFAULT, SamplingPrior.MIXTURE, false);
      assertThatThrownBy(() -> new Generate(model).generate(request))
          .isInstanceOf(InputException.class)
          .hasMessageContaining("mixture");
    }
  }

  @Test
  void aVectorDoesNotDependOnTheTextsBesideIt() {
    Encode encode = new Encode(MODEL);
    List<Encode.Encoding> together = encode.encode(TEXTS);
    for (int n = 0; n < TEXTS.size(); n += 13) {
      assertThat(encode.vector(TEXTS.get(n)))
          .containsExactly(together.get(n).mean(), within(1e-5f));
    }
    assertThat(together).allMatch(encoding -> encoding.kl() > 0);
    assertThat(encode.encode(List.of())).isEmpty();
  }

  @Test
  void aPlainAutoencoderHasVectorsButNoProbabilities() {
    try (Model autoencoder = TinyModel.autoencoder()) {
      Encode.Encoding encoding = new Encode(autoencoder).encode(List.of("a b")).getFirst();
      assertThat(encoding.mean()).hasSize(TinyModels.LATENT);
      assertThat(encoding.kl()).isNaN();
      assertThatThrownBy(() -> new Score(autoencoder))
          .isInstanceOf(InputException.class)
          .hasMessageContaining("posterior");
    }
  }

  @Test
  void anEmptyTextHasAVectorToo() {
    assertThat(new Encode(MODEL).vector("")).hasSize(TinyModels.LATENT);
  }

  @Test
  void reconstructionsOfMeansAndSamplesDiffer() {
    Reconstruct reconstruct = new Reconstruct(MODEL);
    List<Reconstruct.Reconstruction> means = reconstruct.reconstruct(Reconstruct.Request.of(TEXTS));
    assertThat(means.get(3).reconstruction()).isEqualTo(reconstruct.reconstruct(TEXTS.get(3)));
    var sampled = new Reconstruct.Request(TEXTS, Reconstruct.From.SAMPLE, Writing.DEFAULT);
    assertThat(reconstruct.reconstruct(sampled)).isNotEqualTo(means).hasSize(TEXTS.size());
  }

  @Test
  void everyPosteriorHasASampleToReconstructFrom() {
    var sampled = new Reconstruct.Request(TEXTS, Reconstruct.From.SAMPLE, Writing.DEFAULT);
    for (PosteriorConfig posterior :
        List.of(PosteriorConfig.Flow.DEFAULT, new PosteriorConfig.Delta())) {
      try (Model model = TinyModel.with(posterior)) {
        assertThat(new Reconstruct(model).reconstruct(sampled)).hasSize(TEXTS.size());
      }
    }
  }

  @Test
  void aLengthBeyondAllBoundsIsTheGreatest() {
    assertThat(Lengths.upTo(Integer.MAX_VALUE)).isEqualTo(new Lengths(1, Lengths.LONGEST));
    assertThat(Lengths.upTo(7)).isEqualTo(new Lengths(1, 7));
  }

  @Test
  void anInterpolationStartsAndEndsWithTheReconstructions() {
    Interpolate interpolate = new Interpolate(MODEL);
    Reconstruct reconstruct = new Reconstruct(MODEL);
    List<String> way = interpolate.between("a b c", "h i j", 7);
    assertThat(way).hasSize(7);
    assertThat(way.getFirst()).isEqualTo(reconstruct.reconstruct("a b c"));
    assertThat(way.getLast()).isEqualTo(reconstruct.reconstruct("h i j"));
  }

  @Test
  void theArcKeepsTheLengthAndTheLineDoesNot() {
    float[] from = {3, 0};
    float[] to = {0, 3};
    float[] arc = Interpolate.Path.SPHERICAL.at(0.5, from, to);
    assertThat(Math.hypot(arc[0], arc[1])).isCloseTo(3, within(1e-6));
    assertThat(Interpolate.Path.LINEAR.at(0.5, from, to)).containsExactly(1.5f, 1.5f);
    assertThat(Interpolate.Path.SPHERICAL.at(0.25, from, from)).containsExactly(3, 0);
    assertThat(Interpolate.Path.SPHERICAL.at(0.25, new float[2], to)).containsExactly(0, 0.75f);
  }

  @Test
  void aScoreDoesNotDependOnTheTextsBesideIt() {
    Score score = new Score(MODEL);
    List<Score.Scored> together = score.score(new Score.Request(TEXTS, 3, 5));
    // The noise of a text is keyed by its place, so the first is the one that can stand alone.
    Score.Scored alone = score.score(new Score.Request(TEXTS.subList(0, 1), 3, 5)).getFirst();
    assertThat(alone.nats()).isCloseTo(together.getFirst().nats(), within(1e-4));
    assertThat(alone.tokens()).isEqualTo(TEXTS.getFirst().split(" ").length + 1);
    assertThat(together).extracting(Score.Scored::text).isEqualTo(TEXTS);
  }

  @Test
  void moreSamplesScoreLower() {
    Score score = new Score(MODEL);
    assertThat(sum(score.score(new Score.Request(TEXTS, 100, 1))))
        .isLessThan(sum(score.score(new Score.Request(TEXTS, 0, 1))));
  }

  private static double sum(List<Score.Scored> scored) {
    return scored.stream().mapToDouble(Score.Scored::nats).sum();
  }

  @Test
  void longTextsAreCutAsInTraining() {
    String text = "a ".repeat(50).strip();
    Score.Scored scored = new Score(MODEL).score(Score.Request.of(List.of(text))).getFirst();
    assertThat(scored.cut()).isTrue();
    assertThat(scored.tokens()).isEqualTo(21);
  }

  @Test
  void whatIsCutOrUnfamiliarIsSaid() {
    String text = "a ".repeat(50).strip();
    assertThat(new Reconstruct(MODEL).reconstruct(Reconstruct.Request.of(List.of("a", text, "中"))))
        .extracting(Reconstruct.Reconstruction::cut, Reconstruct.Reconstruction::unfamiliar)
        .containsExactly(tuple(false, false), tuple(true, false), tuple(false, true));
    Interpolate interpolate = new Interpolate(MODEL);
    assertThat(interpolate.interpolate(Interpolate.Request.of("a", "a b", 2)))
        .matches(way -> !way.cut() && !way.unfamiliar());
    assertThat(interpolate.interpolate(Interpolate.Request.of("a", text, 2)))
        .matches(way -> way.cut() && !way.unfamiliar());
    assertThat(interpolate.interpolate(Interpolate.Request.of("中", "a", 2)))
        .matches(way -> !way.cut() && way.unfamiliar());
  }

  @Test
  void aTextIsItsOwnNearestNeighbour() {
    Neighbours neighbours = new Neighbours(MODEL, List.of("a b c", "h i j", "d d d d d"));
    List<Neighbours.Neighbour> nearest = neighbours.nearest("h i j", 2);
    assertThat(nearest).hasSize(2);
    assertThat(nearest.getFirst().text()).isEqualTo("h i j");
    assertThat(nearest.getFirst().cosine()).isCloseTo(1, within(1e-5));
    assertThat(nearest.getLast().cosine()).isLessThan(nearest.getFirst().cosine());
  }

  @Test
  void vectorsOfAnotherSizeAreRefused() {
    assertThatThrownBy(() -> new Write(MODEL).write(new float[1][3], Writing.DEFAULT))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("4 latent dimensions");
  }
}
