package subtext.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import subtext.error.CorruptFileException;
import subtext.error.TrainingException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The checkpoints of a run: the last few and the best. Each is a folder {@code step-N} with a
 * manifest, committed by a rename; a crash at any instant leaves the newest committed one readable.
 * One writer at a time ({@link RunLock}); readers need no lock.
 */
public final class Checkpoints {
  private static final Manifest.Format FORMAT = new Manifest.Format("subtext-checkpoint", 2, 2);
  private static final String TENSORS = "tensors.safetensors";
  private static final String STATE = "state.json";
  private static final String SCORE = "score.json";
  private static final Pattern COMMITTED = Pattern.compile("step-(\\d{1,18})(\\.previous)?");
  private static final Pattern LEFT_OVER =
      Pattern.compile("(step-\\d{1,18})\\.(new|previous|deleted)");

  private static final Logger log = LoggerFactory.getLogger(Checkpoints.class);

  private final FileLayer files;
  private final Path folder;
  private final int keepLast;

  /**
   * @param folder made by the first {@link #save}
   * @param keepLast how many of the newest to keep, 2 or more: were there one alone, damage to it
   *     would lose the run
   */
  public Checkpoints(Path folder, int keepLast) {
    this(FileLayer.DISK, folder, keepLast);
  }

  Checkpoints(FileLayer files, Path folder, int keepLast) {
    if (keepLast < 2) {
      throw new IllegalArgumentException(
          "keepLast: %d is too few, keep 2 or more: damage to an only checkpoint would lose the run"
              .formatted(keepLast));
    }
    this.files = files;
    this.folder = folder.toAbsolutePath().normalize();
    this.keepLast = keepLast;
  }

  /**
   * Commits a checkpoint, then deletes those that are no longer kept. Checkpoints of later steps go
   * as well: the run went back past them.
   *
   * @throws TrainingException if it could not be written (a full disk, say); the earlier
   *     checkpoints are intact
   */
  public void save(Checkpoint checkpoint) {
    SortedMap<String, AtomicFile.Contents> contents = new TreeMap<>();
    contents.put(TENSORS, out -> Safetensors.write(out, checkpoint.tensors(), Map.of()));
    contents.put(STATE, AtomicFile.Contents.of(checkpoint.state().getBytes(UTF_8)));
    contents.put(SCORE, AtomicFile.Contents.of(scoreJson(checkpoint).getBytes(UTF_8)));
    try {
      if (!Files.exists(folder)) {
        files.createFolder(folder);
        files.syncFolder(folder.resolveSibling(""));
      }
      deleteLeftovers();
      at(checkpoint.step()).write(FORMAT, contents);
    } catch (IOException e) {
      throw new TrainingException(
          "could not save the checkpoint of step %d in %s (%s). The earlier ones are intact: put right what failed, then go on with --resume"
              .formatted(checkpoint.step(), folder, e.getMessage()),
          e);
    }
    prune(checkpoint.step());
  }

  /** The newest whole checkpoint; damaged newer ones are passed over with a warning. */
  public Optional<Checkpoint> latest() {
    return firstWhole(steps().reversed());
  }

  /** The whole checkpoint of the highest score, the earliest of equals; empty if none has one. */
  public Optional<Checkpoint> best() {
    return firstWhole(byScore());
  }

  /** Steps of the checkpoints that are there, whole or not, in rising order. */
  public List<Long> steps() {
    return names(COMMITTED).stream()
        .map(name -> Long.valueOf(name.group(1)))
        .distinct()
        .sorted()
        .toList();
  }

  private Optional<Checkpoint> firstWhole(List<Long> steps) {
    for (long step : steps) {
      try {
        return Optional.of(read(step));
      } catch (CorruptFileException e) {
        log.warn("passing over the checkpoint of step {}, which is damaged: {}", step, message(e));
      } catch (NoSuchFileException e) {
        log.debug("the checkpoint of step {} was deleted meanwhile", step);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return Optional.empty();
  }

  private Checkpoint read(long step) throws IOException {
    Path current = at(step).current();
    Manifest manifest = Manifest.read(current, FORMAT);
    manifest.check(current, TENSORS);
    return new Checkpoint(
        step,
        Safetensors.read(current.resolve(TENSORS)).tensors(),
        new String(manifest.contents(current, STATE), UTF_8),
        score(manifest, current));
  }

  /** Steps of those that have a score, best first, earlier ones before later ones. */
  private List<Long> byScore() {
    Map<Long, Double> scores = new HashMap<>();
    for (long step : steps()) {
      Path current = at(step).current();
      try {
        scores.put(step, score(Manifest.read(current, FORMAT), current));
      } catch (CorruptFileException | IOException e) {
        log.warn("the checkpoint of step {} does not count as the best: {}", step, message(e));
      }
    }
    Comparator<Map.Entry<Long, Double>> byScore = Map.Entry.comparingByValue();
    return scores.entrySet().stream()
        .filter(entry -> !entry.getValue().isNaN())
        .sorted(byScore.reversed().thenComparing(Map.Entry.comparingByKey()))
        .map(Map.Entry::getKey)
        .toList();
  }

  private static String scoreJson(Checkpoint checkpoint) {
    double score = checkpoint.score();
    return "{\"score\": %s}\n".formatted(Double.isFinite(score) ? Double.toString(score) : "null");
  }

  private static double score(Manifest manifest, Path current) throws IOException {
    byte[] contents = manifest.contents(current, SCORE);
    try {
      JsonNode score = JsonMapper.shared().readTree(contents).required("score");
      return score.isNull() ? Double.NaN : score.asDouble();
    } catch (JacksonException e) {
      throw new CorruptFileException(current.resolve(SCORE), "holds no score", e);
    }
  }

  /** A checkpoint too many is no harm, so a failure here is a warning. */
  private void prune(long newest) {
    List<Long> kept = steps().stream().filter(step -> step <= newest).toList();
    Set<Long> keep = new HashSet<>(kept.subList(Math.max(0, kept.size() - keepLast), kept.size()));
    byScore().stream().filter(step -> step <= newest).findFirst().ifPresent(keep::add);
    for (long step : steps()) {
      if (!keep.contains(step)) {
        try {
          at(step).delete();
        } catch (IOException e) {
          log.warn("could not delete the old checkpoint of step {}: {}", step, message(e));
        }
      }
    }
  }

  private void deleteLeftovers() throws IOException {
    for (Matcher name : names(LEFT_OVER)) {
      new AtomicFolder(files, folder.resolve(name.group(1))).deleteLeftovers();
    }
  }

  private List<Matcher> names(Pattern pattern) {
    try (Stream<Path> listed = Files.list(folder)) {
      return listed
          .map(path -> pattern.matcher(path.getFileName().toString()))
          .filter(Matcher::matches)
          .toList();
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private AtomicFolder at(long step) {
    return new AtomicFolder(files, folder.resolve(String.format(Locale.ROOT, "step-%09d", step)));
  }

  private static String message(Exception e) {
    return String.valueOf(e.getMessage());
  }
}
