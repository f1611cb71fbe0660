package subtext.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import subtext.data.FeatureNetwork;
import subtext.data.FeatureReader;
import subtext.error.InputException;
import subtext.features.BgeSmallZh;
import subtext.features.MiniLm;
import subtext.tensor.Torch;
import subtext.use.Model;

/** What the vectors of sentences are worth, frozen: each encoder in turn, by one procedure. */
final class RepresentBenchmark {
  static final String PRETRAINED = "pretrained";
  static final String WORDS = "words";
  static final String MODEL = "model";
  static final List<String> KEYS = List.of(PRETRAINED, WORDS, MODEL);

  private final Settings settings;
  private final Consumer<String> progress;
  private final List<RepresentReport.Vectors> rows = new ArrayList<>();

  RepresentBenchmark(Settings settings, Consumer<String> progress) {
    this.settings = settings;
    this.progress = progress;
  }

  RepresentReport run() {
    settings.requireOnly(KEYS);
    if (settings.data() == null) {
      throw new InputException(
          "represent needs --data DIR, a folder with stsb, trec and sst2; docs/data.md says where"
              + " to get them");
    }
    if (settings.models().isEmpty() && !settings.wants(PRETRAINED)) {
      throw new InputException(
          "--only: represent measures words and models of trained models, and --model names none");
    }
    RepresentData data = RepresentData.read(settings.data());
    if (settings.wants(PRETRAINED)) {
      measure("all-MiniLM-L6-v2", RepresentData.ENGLISH, new MiniLm(), data);
      measure("bge-small-zh-v1.5", RepresentData.CHINESE, new BgeSmallZh(), data);
    }
    for (Path folder : settings.models()) {
      measure(folder, data);
    }
    return new RepresentReport(
        Kind.REPRESENT.toString(),
        MachineFacts.of(Prepared.facts(0), null),
        MachineFacts.commit(settings.home()),
        List.copyOf(rows));
  }

  private void measure(String name, String language, FeatureNetwork network, RepresentData data) {
    try (FeatureReader reader = network.open(Torch.threads())) {
      add(data.measure(new RepresentReport.Encoder(PRETRAINED, name), language, reader::read));
    }
  }

  private void measure(Path folder, RepresentData data) {
    try (Model model = Model.load(folder)) {
      String name = model.spec().name();
      String language = model.spec().language();
      SentenceVectors means = SentenceVectors.means(model);
      SentenceVectors words = SentenceVectors.words(model, folder);
      if (words != null && settings.wants(WORDS)) {
        RepresentReport.Encoder encoder =
            new RepresentReport.Encoder(WORDS, "mean of the words of " + name);
        add(data.measure(encoder, language, words));
      }
      if (settings.wants(MODEL)) {
        add(data.measure(new RepresentReport.Encoder(MODEL, name), language, means));
      }
    }
  }

  private void add(RepresentReport.Vectors row) {
    rows.add(row);
    progress.accept(
        "%s: Spearman %s".formatted(row.encoder().name(), Table.number("%.3f", row.spearman())));
  }
}
