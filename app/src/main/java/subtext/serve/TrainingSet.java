package subtext.serve;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.DoubleConsumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import subtext.data.DataFolders;
import subtext.data.Portion;
import subtext.data.Sources;
import subtext.data.Splits;
import subtext.explain.Reference;
import subtext.recipe.Recipe;
import subtext.store.RunFolder;
import subtext.text.Line;
import subtext.use.Encode;
import subtext.use.LabelMeans;
import subtext.use.Model;
import subtext.use.Neighbours;

/**
 * The sentences that a model was trained on, with their vectors: at most {@link Bounds#TRAINING} of
 * them, spread evenly over the corpus. They are encoded when they are first asked for, behind the
 * requests, and stay in the cache folder.
 */
final class TrainingSet {
  private static final Logger LOG = LoggerFactory.getLogger(TrainingSet.class);

  /** Sentences that requests may have to wait for. */
  private static final int PART = 128;

  private static final long RETRY_MILLIS = 100;

  private static final long SEED = 1;

  private final RunFolder run;
  private final Model model;
  private final String sha256;
  private final ModelQueue queue;
  private final Path cache;
  private final AtomicBoolean begun = new AtomicBoolean();
  private volatile @Nullable TrainingVectors vectors;
  private volatile @Nullable Neighbours neighbours;
  private volatile @Nullable LabelMeans labelMeans;
  private final AtomicBoolean neighbourhoodsBegun = new AtomicBoolean();
  private volatile @Nullable LatentMap map;
  private volatile @Nullable LatentMap neighbourhoods;
  private volatile @Nullable Reference reference;
  private volatile double progress;
  private volatile String key = "";
  private volatile boolean failed;
  private volatile boolean unlaid;

  /**
   * @param sha256 of {@code model}
   * @param cache folder, in which each run has its own
   */
  TrainingSet(RunFolder run, Model model, String sha256, ModelQueue queue, Path cache) {
    this.run = run;
    this.model = model;
    this.sha256 = sha256;
    this.queue = queue;
    this.cache = cache.resolve(Hashes.sha256(run.path().toAbsolutePath().normalize().toString()));
  }

  /**
   * What there is; null while it is being made, which this begins.
   *
   * @throws Problem if the text is not on this machine, or cannot be encoded
   */
  @Nullable TrainingVectors vectors() {
    if (failed && vectors == null) {
      throw new Problem(
          Problem.Kind.NOT_FOUND,
          "the text that the model was trained on cannot be read here; the server's log says why:"
              + " put it where the run's recipe says it lies, and start the server again");
    }
    if (begun.compareAndSet(false, true)) {
      Thread.ofVirtual().name("training-set").start(this::make);
    }
    return vectors;
  }

  /**
   * The map of them; null while it is being made, which this begins.
   *
   * @throws Problem as {@link #vectors}
   */
  @Nullable LatentMap map(Layout.Method method) {
    LatentMap plane = vectors() == null ? null : map;
    if (failed && map == null) {
      throw new Problem(
          Problem.Kind.NOT_FOUND,
          "there is no map of these sentences; the server's log says why: mend that, and start the"
              + " server again");
    }
    if (plane == null || method == Layout.Method.PCA) {
      return plane;
    }
    if (unlaid) {
      throw new Problem(
          Problem.Kind.NOT_FOUND,
          "these sentences cannot be laid out by neighbourhoods; the server's log says why: look at"
              + " the map of method pca");
    }
    if (neighbourhoodsBegun.compareAndSet(false, true)) {
      Thread.ofPlatform().name("map").daemon().start(() -> layOut(plane));
    }
    return neighbourhoods;
  }

  private void layOut(LatentMap plane) {
    try {
      neighbourhoods = laidOut(plane);
    } catch (RuntimeException | Error e) {
      LOG.warn("the training sentences of {} cannot be laid out", run.path(), e);
      unlaid = true;
    }
  }

  /** By neighbourhoods, which takes a minute for 20,000 sentences; kept beside the vectors. */
  private LatentMap laidOut(LatentMap plane) {
    float[][] means = plane.training().means();
    VectorCache kept = new VectorCache(cache, key, "umap");
    List<Encode.Encoding> places = kept.read(means.length, 2);
    if (places != null) {
      return plane.with(
          new Layout.Neighbourhoods(
              means, new TrainingVectors(plane.training().lines(), places).means()));
    }
    Layout.Neighbourhoods made = Layout.Neighbourhoods.of(means, (int) SEED);
    kept.write(
        Arrays.stream(made.places())
            .map(place -> new Encode.Encoding(place, new float[0], 0))
            .toList());
    return plane.with(made);
  }

  /**
   * What there is.
   *
   * @throws Problem if it is being made, or cannot be
   */
  TrainingVectors require() {
    TrainingVectors ready = vectors();
    if (ready == null) {
      throw new Problem(
          Problem.Kind.UNAVAILABLE,
          "the training sentences are being encoded: %.0f %% are done".formatted(100 * progress));
    }
    return ready;
  }

  /**
   * What finds the nearest of them, on the thread of the model.
   *
   * @throws Problem as {@link #require}
   */
  Neighbours requireNeighbours() {
    require();
    return Objects.requireNonNull(neighbours, "made before the vectors");
  }

  /**
   * Where those of each label lie.
   *
   * @throws Problem as {@link #require}
   * @throws subtext.error.InputException if they have fewer than two labels
   */
  LabelMeans requireLabelMeans() {
    TrainingVectors ready = require();
    LabelMeans known = labelMeans;
    if (known == null) {
      known = ready.labelMeans();
      labelMeans = known;
    }
    return known;
  }

  /**
   * Some of them, to explain the latent space by.
   *
   * @throws Problem as {@link #require}
   */
  Reference requireReference() {
    require();
    Reference ready = reference;
    if (ready == null && failed) {
      throw new Problem(
          Problem.Kind.NOT_FOUND,
          "the latent space cannot be explained by these sentences; the server's log says why: mend"
              + " that, and start the server again");
    }
    if (ready == null) {
      throw new Problem(Problem.Kind.UNAVAILABLE, "the latent space is being looked at");
    }
    return ready;
  }

  /** What part of the sentences is encoded, in [0, 1]. */
  double progress() {
    return progress;
  }

  private void make() {
    try {
      Recipe recipe = RunRecipe.of(run);
      Sources sources = Sources.find(recipe.data(), DataFolders.standard(null));
      Portion train = Splits.of(recipe.data(), sources).train();
      List<Line> lines = spread(train);
      key = sha256 + " " + train.sha256();
      VectorCache kept = new VectorCache(cache, key, "means");
      List<Encode.Encoding> encodings = kept.read(lines.size(), model.network().latent());
      if (encodings == null) {
        encodings = encoded(lines.stream().map(Line::text).toList(), part -> progress = part);
        kept.write(encodings);
      }
      progress = 1;
      TrainingVectors made = new TrainingVectors(lines, encodings);
      neighbours = made.neighbours(model);
      vectors = made;
      map = LatentMap.of(made, model.tokenizer());
      reference = reference(train);
    } catch (Problem e) {
      LOG.info("the training sentences are no longer needed: {}", e.getMessage());
      failed = true;
    } catch (RuntimeException | Error e) {
      LOG.warn("the training sentences of {} cannot be used: {}", run.path(), e.toString());
      failed = true;
    }
  }

  /** What the command explains the latent space by, encoded behind the requests. */
  private Reference reference(Portion train) {
    List<Line> drawn;
    try (Stream<Line> all = train.lines()) {
      drawn = Reference.drawn(all, Reference.MOST, SEED);
    }
    return Reference.of(model, drawn, texts -> encoded(texts, part -> {}));
  }

  /** All lines, or as many as the bound allows, at even distances. */
  private static List<Line> spread(Portion train) {
    long count;
    try (Stream<Line> all = train.lines()) {
      count = all.count();
    }
    List<Line> lines = new ArrayList<>();
    try (Stream<Line> all = train.lines()) {
      long[] place = new long[1];
      all.filter(line -> isTaken(place[0]++, count)).forEachOrdered(lines::add);
    }
    return lines;
  }

  /** Whether the line at {@code place} of {@code count} is one of the bound's. */
  static boolean isTaken(long place, long count) {
    return place * Bounds.TRAINING % count < Bounds.TRAINING;
  }

  /** {@code done} hears what part of {@code texts} is encoded. */
  private List<Encode.Encoding> encoded(List<String> texts, DoubleConsumer done) {
    List<Encode.Encoding> encodings = new ArrayList<>();
    for (int from = 0; from < texts.size(); from += PART) {
      List<String> part = texts.subList(from, Math.min(texts.size(), from + PART));
      encodings.addAll(submit(used -> new Encode(used).encode(part)));
      done.accept((double) encodings.size() / texts.size());
    }
    return encodings;
  }

  /** Waits where requests fill the queue. */
  private <A> A submit(Function<Model, A> work) {
    while (true) {
      try {
        return queue.submit(new Work.Alone<>(work)).join();
      } catch (CompletionException e) {
        throw new IllegalStateException(e.getCause());
      } catch (Problem e) {
        if (e.kind() != Problem.Kind.BUSY) {
          throw e;
        }
        pause();
      }
    }
  }

  private static void pause() {
    try {
      Thread.sleep(RETRY_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Problem(Problem.Kind.UNAVAILABLE, "the server is going down");
    }
  }
}
