package subtext.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import subtext.search.Shards;

/** Indexes by words alone, each run in a Spark of its own within this process. */
class SubtextIndexTest {
  @TempDir Path folder;

  private void index(int cores, Path corpus) throws IOException {
    try (SparkSession session = LocalSpark.session(cores)) { // which the application takes
      String[] words = {corpus.toString(), "--out", folder.resolve("index").toString()};
      assertThat(SubtextIndex.commandLine().execute(words)).isZero();
      assertThat(session.sparkContext().isStopped()).isTrue();
    }
  }

  private List<String> texts() throws IOException {
    try (Shards shards = Shards.open(folder.resolve("index"))) {
      return shards.texts().toList();
    }
  }

  /** The folders of shards, in the order of the lines. */
  private List<Path> shards() throws IOException {
    try (Stream<Path> all = Files.list(folder.resolve("index"))) {
      return all.filter(each -> each.getFileName().toString().startsWith("shard-"))
          .sorted()
          .toList();
    }
  }

  private static List<String> lines(int count) {
    return IntStream.range(0, count)
        .mapToObj("%07d the cat sees the ball and an old house by the sea"::formatted)
        .toList();
  }

  private Path write(String name, List<String> lines) throws IOException {
    Path file = folder.resolve(name);
    if (!name.endsWith(".parquet")) {
      return Files.write(file, lines);
    }
    try (SparkSession session = LocalSpark.session()) {
      session
          .createDataset(lines, Encoders.STRING())
          .toDF("text")
          .coalesce(1)
          .write()
          .parquet(file.toString());
    }
    return file;
  }

  /** The text is of a size that two cores and three cut into four parts, but at other lines. */
  @ParameterizedTest
  @ValueSource(strings = {"corpus.txt", "corpus.parquet"})
  void anotherNumberOfCoresGoesOnWithThePartsThatWereBegun(String name) throws IOException {
    List<String> lines = lines(73_200);
    Path corpus = write(name, lines);
    index(2, corpus);
    assertThat(shards()).hasSizeGreaterThan(2);
    LocalCluster.delete(shards().get(1));
    index(3, corpus);
    assertThat(texts()).containsExactlyElementsOf(lines);
  }

  @Test
  void aShardThatIsNotWholeIsMadeAgain() throws IOException {
    Path corpus = Files.createDirectories(folder.resolve("corpus"));
    Files.write(corpus.resolve("a.txt"), List.of("one", "two"));
    Files.write(corpus.resolve("b.txt"), List.of("three"));
    index(2, corpus);
    Path half = shards().getFirst();
    Path whole = shards().getLast();
    Files.delete(half.resolve("sentences"));
    Files.delete(half.resolve("segments_1"));
    index(2, corpus);
    assertThat(texts()).containsExactly("one", "two", "three");
    assertThat(shards()).hasSize(2).contains(whole);
  }
}
