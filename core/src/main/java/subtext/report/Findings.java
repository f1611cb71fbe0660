package subtext.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import subtext.eval.Alive;
import subtext.eval.AnswerQuality;
import subtext.eval.Classification;
import subtext.eval.Evaluation;
import subtext.eval.ReconstructionF1;
import subtext.eval.TopicFigures;
import subtext.eval.TranslationQuality;
import subtext.metric.Interval;
import subtext.report.Verdict.Clause;
import subtext.report.Verdict.Relation;

/** An evaluation in the records that are shown. */
final class Findings {

  private static final String ERROR = "_error";

  private Findings() {}

  static Assessment of(Evaluation found) {
    List<Figure> figures = new ArrayList<>();
    figures.add(Figure.of("sentences", (double) found.sentences()));
    figures.add(Figure.of("tokens", (double) found.tokens()));
    Evaluation.Errors errors = found.errors();
    figures.add(Figure.of("nll", found.nll(), errors.nll()));
    figures.add(
        new Figure(
            "nll_iwae",
            orNaN(found.nllIwae()),
            orNaN(errors.nllIwae()),
            "k = " + found.iwaeSamples()));
    figures.add(Figure.of("ppl", found.ppl()));
    figures.add(Figure.of("ppl_iwae", orNaN(found.pplIwae())));
    if (found.kl() != null) {
      figures.add(Figure.of("rec", found.rec(), errors.rec()));
    }
    String prior = found.prior() == null ? "" : "p(z): " + found.prior();
    figures.add(new Figure("kl", orNaN(found.kl()), orNaN(errors.kl()), prior));
    figures.add(Figure.of("mi", orNaN(found.mi())));
    figures.add(Figure.of("mi_batch", orNaN(found.miBatch())));
    figures.add(Figure.of("au", found.au() == null ? Double.NaN : found.au()));
    figures.add(Figure.of("usage", orNaN(found.usage()), orNaN(errors.usage())));
    ReconstructionF1 f1 = found.contentF1();
    if (f1 != null) {
      figures.add(figure("f1", f1.own()));
      figures.add(figure("f1_shuffled", f1.shuffled()));
    }
    Alive alive = found.alive();
    return new Assessment(
        figures.stream().filter(Figure::known).toList(), alive == null ? null : verdict(alive));
  }

  /** All figures that are numbers, without a verdict; nll is that of the labels. */
  static Assessment of(Classification found) {
    SequencedMap<String, Double> numbers = found.numbers();
    return new Assessment(
        numbers.entrySet().stream()
            .filter(figure -> !figure.getKey().endsWith(ERROR))
            .map(
                figure ->
                    Figure.of(
                        figure.getKey().equals("nll") ? "label_nll" : figure.getKey(),
                        figure.getValue(),
                        orNaN(numbers.get(figure.getKey() + ERROR))))
            .toList(),
        null);
  }

  static Assessment of(TopicFigures found) {
    List<Figure> figures = new ArrayList<>();
    figures.add(Figure.of("documents", (double) found.documents()));
    figures.add(Figure.of("words", (double) found.words()));
    double ppl = found.perplexity();
    figures.add(Figure.of("doc_ppl", ppl, ppl * found.perWord().standardError()));
    figures.add(figure("npmi", Interval.of(found.coherence().npmi())));
    figures.add(figure("npmi_10", Interval.of(found.coherence().npmi10())));
    figures.add(Figure.of("diversity", found.coherence().diversity()));
    figures.add(figure("doc_nll", found.nll()));
    figures.add(figure("doc_rec", found.rec()));
    figures.add(figure("doc_kl", found.kl()));
    figures.add(Figure.of("au", found.au() == null ? Double.NaN : found.au()));
    return new Assessment(figures.stream().filter(Figure::known).toList(), null);
  }

  private static Verdict verdict(Alive alive) {
    Stream<Clause> checked =
        alive.clauses().stream()
            .map(
                clause ->
                    new Clause(
                        key(clause.name()),
                        clause.value(),
                        clause.most() ? Relation.AT_MOST : Relation.AT_LEAST,
                        clause.bound()));
    Stream<Clause> unchecked =
        alive.unchecked().stream()
            .map(name -> new Clause(key(name), Double.NaN, Relation.AT_LEAST, Double.NaN));
    return new Verdict(
        alive.point().name().toLowerCase(Locale.ROOT), Stream.concat(checked, unchecked).toList());
  }

  /** {@code usage - mi} to {@code usage_mi}. */
  private static String key(String name) {
    return name.replaceAll("[^a-z0-9]+", "_");
  }

  static Assessment of(TranslationQuality found) {
    List<Figure> figures = new ArrayList<>();
    figures.add(Figure.of("bleu", found.bleu().score()));
    figures.add(Figure.of("chrf", found.chrF()));
    figures.add(figure("nll", found.nll()));
    if (found.nllIwae() != null) {
      figures.add(
          new Figure(
              "nll_iwae",
              found.nllIwae().mean(),
              found.nllIwae().standardError(),
              "k = " + found.iwaeSamples()));
    }
    if (found.kl() != null) {
      figures.add(figure("kl", found.kl()));
    }
    return new Assessment(figures, null);
  }

  static Assessment of(AnswerQuality found) {
    List<Figure> figures = new ArrayList<>();
    figures.add(Figure.of("questions", (double) found.questions().size()));
    figures.add(figure("map", found.map()));
    figures.add(figure("mrr", found.mrr()));
    figures.add(figure("p_at_1", found.precisionAt1()));
    figures.add(figure("label_nll", found.nll()));
    if (found.kl() != null) {
      figures.add(figure("kl", found.kl()));
    }
    return new Assessment(figures, null);
  }

  private static Figure figure(String key, Interval interval) {
    return Figure.of(key, interval.mean(), interval.standardError());
  }

  private static double orNaN(@Nullable Double value) {
    return value == null ? Double.NaN : value;
  }
}
