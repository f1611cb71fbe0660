package subtext.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import subtext.eval.Classification;
import subtext.eval.LabelEvaluator;
import subtext.model.LabelledVae;
import subtext.recipe.Recipe;
import subtext.store.TemporaryFolder;
import subtext.train.Training;
import subtext.train.TrainingListener;

/** A classifier that is trained by its recipe, and by the number of labels and the seed alone. */
final class TrainedLabels {
  private static final int BATCH = 256;

  private TrainedLabels() {}

  /** The number of the epoch after which validation was best. */
  private static final class BestEpoch implements TrainingListener {
    private double nats = Double.MAX_VALUE;
    private long best;
    private long epochs;

    @Override
    public void epoch(Progress progress, Map<String, Double> figures) {
      epochs++;
      double found = Objects.requireNonNull(figures.get("nll"));
      if (found < nats) {
        nats = found;
        best = epochs;
      }
    }

    @Override
    public String toString() {
      return "epoch %d of %d".formatted(best, epochs);
    }
  }

  static LabelOutcome measure(LabelCell cell, LabelTexts texts) throws IOException {
    long start = System.nanoTime();
    BestEpoch epochs = new BestEpoch();
    try (TemporaryFolder folder = TemporaryFolder.make("subtext-labels");
        Training training =
            Training.begin(
                recipe(cell, texts.settings()),
                texts.folders(),
                folder.path().resolve("run"),
                null,
                epochs)) {
      training.train();
      LabelledVae network = (LabelledVae) training.network();
      LabelEvaluator evaluator =
          new LabelEvaluator(network, training.recipe().train().seed(), BATCH);
      Classification valid = evaluator.validate(training.dataset().valid(), 0);
      network.calibrate(valid.temperature());
      Classification test =
          evaluator.evaluate(Objects.requireNonNull(training.dataset().test()), 0);
      return texts.outcome(cell, valid, test, start, epochs.toString());
    }
  }

  /** With all labels, each batch has enough of them by itself. */
  private static Recipe recipe(LabelCell cell, LabelSettings settings) {
    List<String> overrides = new ArrayList<>();
    overrides.add("data.labelled=" + cell.labels());
    overrides.add("data.labelSeed=" + cell.seed());
    overrides.add("train.seed=" + cell.seed());
    overrides.add("train.threads=" + settings.threads());
    if (cell.labels() == 0) {
      overrides.add("train.labelledBatch=0");
    }
    return cell.set().recipe(settings.home(), cell.method().toString(), overrides);
  }
}
