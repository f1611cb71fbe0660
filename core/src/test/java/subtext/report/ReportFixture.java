package subtext.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import subtext.report.Curve.Point;
import subtext.report.Examples.Interpolation;
import subtext.report.Examples.Neighbour;
import subtext.report.Examples.Neighbourhood;
import subtext.report.Examples.Reconstruction;
import subtext.report.LatentSpace.Dimension;
import subtext.report.LatentSpace.Place;
import subtext.report.Verdict.Clause;
import subtext.report.Verdict.Relation;

/** Runs as they might have been, in English and Chinese; every number follows from a fixed seed. */
final class ReportFixture {

  static final String HOSTILE = "</script><script>window.hostile = 1</script><img src=x onerror=1>";

  private ReportFixture() {}

  static ReportData english() {
    return new ReportData(
        run("quickstart-en", "en", "Usage examples, 37,425 sentences"),
        assessment(true),
        space("en", 1_500, 32),
        new Examples(
            "Standard normal prior, temperature 1, seed 1.",
            EnglishFixture.SAMPLES,
            EnglishFixture.RECONSTRUCTIONS,
            EnglishFixture.INTERPOLATIONS,
            EnglishFixture.NEIGHBOURHOODS));
  }

  /** Of a topic model, with words and documents that would like to be markup. */
  static ReportData topics() {
    TopicEntry small = new TopicEntry(1, List.of("sea", HOSTILE), 0.25, 0.125, List.of());
    TopicEntry large =
        new TopicEntry(
            2,
            List.of("corn", "plough"),
            0.75,
            -0.5,
            List.of(new TopicEntry.Document("the corn " + HOSTILE, 0.875)));
    return new ReportData(
        run("wordnet-topics", "en", "100 / 10 documents"),
        new Assessment(List.of(Figure.of("doc_ppl", 812.5), Figure.of("npmi", 0.25)), null),
        space("en", 50, 0),
        Examples.EMPTY,
        null,
        List.of(small, large),
        List.of(),
        List.of());
  }

  /** Of a model that finds answers, with sentences that would like to be markup. */
  static ReportData answers() {
    AnswerEntry asked =
        new AnswerEntry(
            "who wrote it ?",
            0.5,
            List.of(
                new AnswerEntry.Candidate("it was " + HOSTILE, 0.875, false),
                new AnswerEntry.Candidate("she wrote it", 0.125, true)));
    return new ReportData(
        run("wikiqa-nasm", "en", "100 / 10 sentences"),
        new Assessment(
            List.of(
                Figure.of("questions", 243),
                Figure.of("map", 0.75, 0.02),
                Figure.of("p_at_1", 0.5)),
            null),
        LatentSpace.EMPTY,
        Examples.EMPTY,
        null,
        List.of(),
        List.of(asked),
        List.of());
  }

  static ReportData chinese() {
    return new ReportData(
        run("quickstart-zh", "zh", "古典诗词，35,000 句"),
        assessment(false),
        space("zh", 1_200, 32),
        new Examples(
            "标准正态先验，温度 1，种子 1。",
            ChineseFixture.SAMPLES,
            List.of(
                new Reconstruction("明月照高樓，清風滿四鄰。", "明月照高臺，清風過四鄰。", "白髮無人識，青山有故人。"),
                new Reconstruction("獨坐孤舟上，寒江聽雨聲。", "獨坐扁舟上，寒江聞雨聲。", "春來花滿樹，日暮鳥歸林。"),
                new Reconstruction("故人何日返，芳草又萋萋。", "故人何處去，芳草自萋萋。", "獨坐聽寒雨，高樓看遠山。")),
            List.of(
                new Interpolation(
                    "春來花滿樹，日暮鳥歸林。",
                    "獨坐孤舟上，寒江聽雨聲。",
                    List.of(
                        "春來花滿樹，日暮鳥歸林。",
                        "春來花滿地，日暮客歸心。",
                        "秋來江上客，日暮獨歸心。",
                        "獨上江南客，寒江夜雨心。",
                        "獨坐孤舟上，寒江聞雨聲。"))),
            List.of(
                new Neighbourhood(
                    "明月照高樓，清風滿四鄰。",
                    List.of(
                        new Neighbour("明月滿高臺，清風來四鄰。", 0.91),
                        new Neighbour("月照高樓上，風來水面清。", 0.84),
                        new Neighbour("夜月明如水，秋風滿畫樓。", 0.79))))));
  }

  /** A language model: no verdict, no latent space, samples only. */
  static ReportData languageModel() {
    Assessment found =
        new Assessment(List.of(Figure.of("nll", 41.37, 0.21), Figure.of("ppl", 57.2)), null);
    return new ReportData(
        run("quickstart-en-lm", "en", "Usage examples, 37,425 sentences"),
        found,
        LatentSpace.EMPTY,
        new Examples("", EnglishFixture.SAMPLES, List.of(), List.of(), List.of()));
  }

  static Comparison comparison() {
    Assessment density =
        new Assessment(
            List.of(
                Figure.of("sentences", 4_158),
                Figure.of("nll", 41.2, 0.2),
                Figure.of("nll_iwae", 40.8, 0.2),
                Figure.of("rec", 34.9),
                Figure.of("kl", 6.3)),
            null);
    return new Comparison(
        "en",
        List.of(
            new Comparison.Entry("quickstart-en", assessment(true), curves()),
            new Comparison.Entry("density", density, shorter(curves())),
            new Comparison.Entry("language-model", languageModel().assessment(), List.of())));
  }

  /** Every string that a user controls tries to leave its place. */
  static ReportData hostile() {
    Run run =
        new Run(HOSTILE, "en", HOSTILE, HOSTILE, Map.of(HOSTILE, HOSTILE), List.of(), curves());
    Place place = new Place(0, 0, HOSTILE, HOSTILE, 3);
    Place other = new Place(1, 1, "\uD800 half a pair", "NUL \0 and \u2028", 3);
    return new ReportData(
        run,
        new Assessment(
            List.of(new Figure(HOSTILE, 1, Double.NaN, HOSTILE)),
            new Verdict(HOSTILE, List.of(new Clause(HOSTILE, 1, Relation.AT_LEAST, 2)))),
        new LatentSpace(List.of(new Dimension(1, 1)), List.of(place, other), HOSTILE),
        new Examples(
            HOSTILE,
            List.of(HOSTILE),
            List.of(new Reconstruction(HOSTILE, HOSTILE, HOSTILE)),
            List.of(new Interpolation(HOSTILE, HOSTILE, List.of(HOSTILE))),
            List.of(new Neighbourhood(HOSTILE, List.of(new Neighbour(HOSTILE, 1))))));
  }

  static Assessment assessment(boolean alive) {
    double usage = alive ? 9.84 : 3.1;
    List<Figure> figures =
        List.of(
            Figure.of("sentences", 4_158),
            Figure.of("tokens", 52_310),
            Figure.of("nll", 44.02, 0.31),
            new Figure("nll_iwae", 42.65, 0.3, "k = 50"),
            Figure.of("ppl", 33.1),
            Figure.of("ppl_iwae", 29.66),
            Figure.of("rec", 25.7, 0.24),
            Figure.of("kl", 18.32, 0.08),
            Figure.of("mi", 8.21),
            Figure.of("mi_batch", 3.41),
            Figure.of("au", 32),
            Figure.of("usage", usage, 0.19),
            Figure.of("f1", 0.61, 0.006),
            Figure.of("f1_shuffled", 0.04, 0.002),
            Figure.of("distinct", 0.997),
            Figure.of("copied", 0.004));
    List<Clause> clauses =
        List.of(
            new Clause("au", 32, Relation.AT_LEAST, 16),
            new Clause("usage_mi", usage - 8.21, Relation.AT_LEAST, 0),
            new Clause("mi", 8.21, Relation.AT_LEAST, 2.5),
            new Clause("f1_shuffled", 0.61 / 0.04, Relation.AT_LEAST, 2));
    return new Assessment(figures, new Verdict("semantic", clauses));
  }

  private static Run run(String name, String language, String corpus) {
    Map<String, String> environment = new LinkedHashMap<>();
    environment.put("Subtext", "0.1.0");
    environment.put("Java", "25.0.1");
    environment.put("libtorch", "2.10.0, AVX512, 2 threads");
    environment.put("precision", "bfloat16 training, float32 evaluation");
    environment.put("seed", "1");
    String recipe =
        """
        name: %s
        task: sentence
        tokens: {kind: bpe, vocabulary: 8000, minCount: 2, maxLength: 40}
        model:
          latent: 32
          posterior: {kind: gaussian}
          encoder: {kind: lstm, embedding: 256, hidden: 256}
        objective: {kind: elbo, rate: 18, pretrainEpochs: 2}
        """
            .formatted(name);
    List<Run.Phase> phases =
        List.of(
            new Run.Phase("pretrain", 0),
            new Run.Phase("warm-up", 2_400),
            new Run.Phase("main", 6_000));
    return new Run(name, language, corpus, recipe, environment, phases, curves());
  }

  private static List<Curve> curves() {
    Random random = new Random(5);
    List<Curve> curves = new ArrayList<>();
    for (String key : List.of("loss", "rec", "kl", "au")) {
      List<Point> train = new ArrayList<>();
      List<Point> valid = new ArrayList<>();
      for (int step = 0; step <= 12_000; step += 50) {
        double value = shape(key, step);
        train.add(new Point(step, Math.max(0, value + random.nextGaussian() * 0.9)));
        if (step % 1_200 == 0) {
          valid.add(new Point(step, value + (key.equals("kl") || key.equals("au") ? 0 : 0.8)));
        }
      }
      if (!key.equals("au")) {
        curves.add(new Curve(key, "train", train));
      }
      curves.add(new Curve(key, "valid", valid));
    }
    return curves;
  }

  private static List<Curve> shorter(List<Curve> curves) {
    return curves.stream()
        .map(
            curve ->
                new Curve(
                    curve.key(),
                    curve.split(),
                    curve.points().stream()
                        .map(point -> new Point(point.step() * 3 / 4, point.value() * 0.9))
                        .toList()))
        .toList();
  }

  private static double shape(String key, int step) {
    double rec = 21 + 55 * Math.exp(-step / 900.0) + 5 / (1 + Math.exp((3_400 - step) / 400.0));
    double kl = 18 + 24 * Math.exp(-Math.pow((step - 2_300) / 1_500.0, 2));
    return switch (key) {
      case "rec" -> rec;
      case "kl" -> kl * (1 - Math.exp(-step / 500.0));
      case "au" -> Math.min(32, step / 40);
      default -> rec + kl * Math.clamp((step - 2_400) / 3_600.0, 0.02, 1);
    };
  }

  private static LatentSpace space(String language, int count, int latent) {
    Random random = new Random(7);
    List<String> labels = language.equals("zh") ? ChineseFixture.LABELS : EnglishFixture.LABELS;
    List<Dimension> dimensions =
        Stream.iterate(0, i -> i + 1)
            .limit(latent)
            .map(i -> new Dimension(1.3 * Math.exp(-((i * 11) % latent) / 14.0), 0.6))
            .toList();
    List<Place> map = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int label = (int) (labels.size() * Math.pow(random.nextDouble(), 1.6));
      double angle = 2 * Math.PI * label / labels.size();
      double x = 1.6 * Math.cos(angle) + random.nextGaussian();
      double y = 1.2 * Math.sin(angle) + random.nextGaussian() * 0.8;
      String sentence =
          language.equals("zh")
              ? ChineseFixture.sentence(random)
              : EnglishFixture.sentence(label, random);
      map.add(new Place(x, y, labels.get(label), sentence, 4 + random.nextInt(12)));
    }
    String method =
        language.equals("zh")
            ? "后验均值的前两个主成分，占方差的 19 %。"
            : "First two principal components of the posterior means, 19 % of their variance.";
    return new LatentSpace(dimensions, map, method);
  }
}
