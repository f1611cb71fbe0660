package subtext.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import subtext.error.TrainingException;
import subtext.store.Checkpoint;
import subtext.store.Checkpoints;
import subtext.store.RunFolder;

/** A run folder on three file systems: the disk, and the same under other schemes. */
class RunStorageTest {
  @TempDir Path folder;

  private RunStorage storage(String scheme) {
    Configuration configuration = new Configuration();
    configuration.set("fs.raw.impl", RawFiles.class.getName());
    configuration.set("fs.object.impl", ObjectFiles.class.getName());
    return new RunStorage(
        new Storage(configuration), scheme + "://" + folder.resolve("remote").toAbsolutePath());
  }

  private RunFolder local(String name) throws IOException {
    return new RunFolder(Files.createDirectories(folder.resolve(name)));
  }

  private static void save(RunFolder run, long step, double score) {
    new Checkpoints(run.checkpoints(), 2)
        .save(new Checkpoint(step, Map.of(), "{\"of\": \"a test\"}", score));
  }

  private static List<Long> steps(RunFolder run) {
    return new Checkpoints(run.checkpoints(), 2).steps();
  }

  private List<String> remote() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("remote/checkpoints"))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"file", "raw", "object"})
  void whatIsCommittedIsFetched(String scheme) throws IOException {
    RunStorage storage = storage(scheme);
    RunFolder run = local("run");
    int attempt = storage.begin();
    Files.writeString(run.metrics(), "{\"step\":1}\n");
    save(run, 3, Double.NaN);
    storage.commit(run, attempt);
    save(run, 3, -2.5); // validated
    save(run, 6, Double.NaN);
    save(run, 9, Double.NaN);
    save(run, 12, Double.NaN);
    storage.commit(run, attempt);
    assertThat(remote()).containsExactly("step-000000003", "step-000000009", "step-000000012");

    RunFolder fetched = local("fetched");
    storage.fetch(fetched);
    assertThat(steps(fetched)).isEqualTo(steps(run));
    assertThat(new Checkpoints(fetched.checkpoints(), 2).best().orElseThrow().step()).isEqualTo(3);
    assertThat(fetched.metrics()).hasSameBinaryContentAs(run.metrics());
  }

  @ParameterizedTest
  @ValueSource(strings = {"file", "raw", "object"})
  void anAttemptThatAnotherFollowedMayNotCommit(String scheme) throws IOException {
    RunStorage storage = storage(scheme);
    RunFolder run = local("run");
    int first = storage.begin();
    save(run, 3, Double.NaN);
    storage.commit(run, first);
    int second = storage.begin();
    save(run, 6, Double.NaN);
    assertThatThrownBy(() -> storage.commit(run, first))
        .isInstanceOf(TrainingException.class)
        .hasMessageContaining("attempt %d goes on".formatted(second));
    assertThat(remote()).containsExactly("step-000000003");
  }

  @Test
  void driversThatBeginTogetherHaveAttemptsOfTheirOwn() {
    RunStorage storage = storage("file");
    List<Callable<Integer>> drivers = Collections.nCopies(8, storage::begin);
    try (ExecutorService threads = Executors.newFixedThreadPool(drivers.size())) {
      List<Integer> attempts =
          IntStream.range(0, 20).boxed().flatMap(time -> begun(threads, drivers).stream()).toList();
      assertThat(attempts).doesNotHaveDuplicates().hasSize(160);
    }
  }

  private static List<Integer> begun(ExecutorService threads, List<Callable<Integer>> drivers) {
    try {
      return threads.invokeAll(drivers).stream().map(Future::resultNow).toList();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"file", "raw", "object"})
  void aModelIsThereWhenItIsWholeAndTheRecipeStaysThatOfTheDriver(String scheme)
      throws IOException {
    RunStorage storage = storage(scheme);
    RunFolder run = local("run");
    int attempt = storage.begin();
    storage.storage().replace(storage.at("recipe.yaml"), "name: of the driver");
    Files.writeString(run.recipe(), "name: of a process");
    Files.createDirectories(run.model());
    Files.writeString(run.model().resolve("a"), "first");
    Path last = Files.createSymbolicLink(run.model().resolve("z"), folder.resolve("lost"));
    assertThatThrownBy(() -> storage.publish(run, attempt))
        .isInstanceOf(UncheckedIOException.class);
    assertThat(folder.resolve("remote/model")).doesNotExist();
    Files.delete(last);
    storage.publish(run, attempt);
    assertThat(folder.resolve("remote/model/a")).hasContent("first");
    assertThat(folder.resolve("remote/recipe.yaml")).hasContent("name: of the driver");
  }

  @ParameterizedTest
  @ValueSource(strings = {"file", "raw", "object"})
  void whatAnotherAttemptHasPutInItsPlaceStays(String scheme) throws IOException {
    RunStorage run = storage(scheme);
    run.storage().makeFolder(run.uri());
    for (String draft : List.of("one", "other")) {
      run.storage().write(run.at(draft), draft);
      run.storage().settle(run.at(draft), run.at("place"));
    }
    assertThat(folder.resolve("remote/place")).hasContent("one");
    assertThat(folder.resolve("remote/other")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"file", "raw", "object"})
  void whatACrashLeavesHalfDoneIsPassedOver(String scheme) throws IOException {
    RunStorage storage = storage(scheme);
    RunFolder run = local("run");
    int attempt = storage.begin();
    save(run, 3, Double.NaN);
    storage.commit(run, attempt);
    Path checkpoints = folder.resolve("remote/checkpoints");
    Files.move(
        checkpoints.resolve("step-000000003"), checkpoints.resolve("step-000000003.previous"));
    Files.createDirectories(checkpoints.resolve("step-000000006.attempt-1"));
    RunFolder fetched = local("fetched");
    storage.fetch(fetched);
    assertThat(steps(fetched)).containsExactly(3L);
    save(run, 6, Double.NaN);
    storage.commit(run, storage.begin());
    assertThat(remote()).containsExactly("step-000000003", "step-000000006");
  }
}
