package subtext.train;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import subtext.data.DataConfig;
import subtext.data.Dataset;
import subtext.data.Portion;
import subtext.data.Splits;
import subtext.data.TokenCache;
import subtext.error.InputException;
import subtext.model.Task;
import subtext.recipe.Recipe;
import subtext.text.ColumnGuess;

/** The labels that a classifier is trained on. */
final class Labels {
  private Labels() {}

  /**
   * {@code dataset} with the labels of its training split, the classes of a classifier, or with
   * those of {@link Answers}; for a model of another kind as it is.
   *
   * @throws InputException if these are fewer than two, if validation or test have others, or if
   *     one of them has none
   */
  static Dataset classes(Recipe recipe, Splits splits, Dataset dataset) {
    if (recipe.task() == Task.ANSWER) {
      return Answers.judged(splits, dataset);
    }
    if (recipe.task() != Task.CLASSIFY) {
      return dataset;
    }
    List<String> classes = found(dataset.train());
    if (classes.size() < 2) {
      throw new InputException(
          "%s: the training text has %s; a classifier needs two or more. Give a .tsv, .csv or .jsonl file, and say with data.label=COLUMN where they are"
              .formatted(
                  splits.train().file(), classes.isEmpty() ? "no labels" : "one label only"));
    }
    refuseNames(splits.train(), dataset.train());
    new HeldOut("validation", "valid", splits.valid(), dataset.valid()).require(classes);
    if (splits.test() != null && dataset.test() != null) {
      new HeldOut("test", "test", splits.test(), dataset.test()).require(classes);
    }
    return dataset.withLabels(classes);
  }

  /** Refuses a row of names that was read as a line, for columns were given by their numbers. */
  private static void refuseNames(Portion lines, TokenCache corpus) {
    if (corpus.size() == 0 || corpus.line(0) != 1 || corpus.label(0) < 0) {
      return;
    }
    String name = corpus.labels().get(corpus.label(0));
    if (corpus.labelCounts()[corpus.label(0)] == 1 && ColumnGuess.isNameOfLabels(name)) {
      throw new InputException(
          "%s:1: the label '%s' is of no other line, so this is a row of names: give the columns by them, as data.label=%2$s, and the text likewise; if it is a text, let it stand further down"
              .formatted(lines.file(), name));
    }
  }

  /** {@code dataset} with the classes of a classifier; for a model of another kind as it is. */
  static Dataset known(Recipe recipe, Dataset dataset) {
    return recipe.task() == Task.CLASSIFY ? dataset.withLabels(found(dataset.train())) : dataset;
  }

  /** The labels that sentences of {@code corpus} have, sorted. */
  private static List<String> found(TokenCache corpus) {
    long[] counts = corpus.labelCounts();
    return IntStream.range(0, counts.length)
        .filter(label -> counts[label] > 0)
        .mapToObj(corpus.labels()::get)
        .sorted()
        .toList();
  }

  /**
   * A split that a classifier is measured on.
   *
   * @param key of its file in the section data
   */
  private record HeldOut(String name, String key, Portion lines, TokenCache corpus) {

    /** Demands labels, all of {@code classes}. */
    void require(List<String> classes) {
      List<String> labels = found(corpus);
      if (labels.isEmpty()) {
        throw new InputException(
            "%s: no text of the %s split has a label, and a classifier is measured on those that have one; give a file with labels as data.%s, or a greater data.%sShare"
                .formatted(lines.file(), name, key, key));
      }
      for (String label : labels) {
        if (!classes.contains(label)) {
          throw new InputException(
              "%s:%d: the %s split has the label '%s', which no text of the training split has, so it cannot be learnt; give texts of it to train on, or leave the label away"
                  .formatted(lines.file(), line(label), name, label));
        }
      }
    }

    /** The first line with {@code label}. */
    private long line(String label) {
      int id = corpus.labels().indexOf(label);
      return LongStream.range(0, corpus.size())
          .filter(i -> corpus.label(i) == id)
          .map(corpus::line)
          .findFirst()
          .orElseThrow();
    }
  }

  /** {@code dataset} with the labels that a classifier is told; for another model as it is. */
  static Dataset told(Recipe recipe, Dataset dataset) {
    DataConfig data = recipe.data();
    return recipe.task() == Task.CLASSIFY
        ? dataset.withLabelled(data.labelled(), data.labelSeed())
        : dataset;
  }

  /** Says how many of the labels of {@code all} are told to a classifier, where not all are. */
  static void tell(Recipe recipe, Dataset all, Dataset told, TrainingListener listener) {
    if (recipe.task() != Task.CLASSIFY) {
      return;
    }
    long labelled = Arrays.stream(all.train().labelCounts()).sum();
    long known = Arrays.stream(told.train().labelCounts()).sum();
    if (known < labelled) {
      listener.message(
          "%,d of %,d labelled sentences are told their label (data.labelled)"
              .formatted(known, labelled));
    }
  }

  /**
   * Demands that a classifier goes on with the labels that it has.
   *
   * @throws InputException if {@code dataset} has others
   */
  static void requireSame(Training.@Nullable Start start, Dataset dataset) {
    if (start != null && !start.labels().isEmpty() && !start.labels().equals(dataset.labels())) {
      throw new InputException(
          "the labels of the text are %s, but those of the model to start from are %s; give text with the same labels, or begin a new run"
              .formatted(dataset.labels(), start.labels()));
    }
  }

  /**
   * Demands that a classifier goes on with the sentences whose label it was told.
   *
   * @param begun the recipe of the run so far
   * @throws InputException if {@code changed} draws others
   */
  static void requireSame(Recipe begun, Recipe changed) {
    DataConfig before = begun.data();
    DataConfig now = changed.data();
    boolean same = before.labelled() == now.labelled() && before.labelSeed() == now.labelSeed();
    if (changed.task() == Task.CLASSIFY && !same) {
      throw new InputException(
          "data.labelled: %d by data.labelSeed %d, but the run began with %d by %d, and its model knows those labels; resume without --set of them, or begin a new run"
              .formatted(now.labelled(), now.labelSeed(), before.labelled(), before.labelSeed()));
    }
  }
}
