package subtext.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import subtext.data.Portion;
import subtext.error.InputException;
import subtext.error.TextException;
import subtext.text.Columns;
import subtext.use.Encode;
import subtext.use.Model;

class CorpusSearchTest {
  private static final List<String> TEXTS =
      List.of(
          "the team is a unit",
          "he plays the violin",
          "the soup was cold",
          "she is a good singer",
          "a cold winter night");

  private static Model model;

  @TempDir private Path folder;
  private Path corpus;
  private Path index;
  private long encoded;

  @BeforeAll
  static void load() {
    model = Model.load(Path.of("../models/quickstart-en"));
  }

  @AfterAll
  static void close() {
    model.close();
  }

  @BeforeEach
  void write() throws IOException {
    corpus = folder.resolve("corpus.txt");
    index = folder.resolve("index");
    Files.writeString(corpus, String.join("\n\n", TEXTS) + "\n");
  }

  private CorpusSearch open(int exact) throws IOException {
    encoded = 0;
    return CorpusSearch.open(
        model,
        Portion.whole(corpus, Columns.FIRST),
        new CorpusSearch.Place(index, exact),
        (done, all) -> encoded = done);
  }

  private List<Hit> hits(String query, int k) throws IOException {
    try (CorpusSearch search = open(CorpusSearch.EXACT)) {
      return search.search(List.of(query), k).getFirst().hits();
    }
  }

  @Test
  void aSentenceOfTheCorpusIsNearestToItself() throws IOException {
    List<Hit> hits = hits("the soup was cold", 3);

    assertThat(hits).hasSize(3);
    assertThat(hits.getFirst().text()).isEqualTo("the soup was cold");
    assertThat(hits.getFirst().line()).isEqualTo(5); // blank lines count
    assertThat(hits.getFirst().score()).isCloseTo(1, within(1e-5));
    assertThat(hits).isSortedAccordingTo(Comparator.comparingDouble(Hit::score).reversed());
  }

  @Test
  void theScoreIsTheCosineOfTheMeans() throws IOException {
    Encode encode = new Encode(model);
    float[] query = encode.vector("a violin");
    for (Hit hit : hits("a violin", TEXTS.size())) {
      assertThat(hit.score())
          .isCloseTo(VectorIndexTest.cosine(query, encode.vector(hit.text())), within(1e-4));
    }
  }

  @Test
  void moreThanThereAreGivesAll() throws IOException {
    assertThat(hits("a cold night", 1000)).hasSize(TEXTS.size());
  }

  @Test
  void theGraphGivesWhatComparingAllGives() throws IOException {
    Files.write(corpus, IntStream.range(0, 300).mapToObj(i -> TEXTS.get(i % 5) + " " + i).toList());
    try (CorpusSearch search = open(299)) {
      assertThat(search.isExact()).isFalse();
      List<Hit> found = search.search(List.of("the soup was cold 2"), 5).getFirst().hits();
      try (VectorIndex vectors = VectorIndex.open(index)) {
        float[] query = new Encode(model).vector("the soup was cold 2");
        assertThat(found)
            .extracting(Hit::line)
            .isEqualTo(vectors.exact(query, 5).stream().map(Hit::line).toList());
      }
    }
  }

  @Test
  void vectorsAreMadeOnce() throws IOException {
    List<Hit> first = hits("a violin", 2);
    assertThat(encoded).isEqualTo(TEXTS.size());

    assertThat(hits("a violin", 2)).isEqualTo(first);
    assertThat(encoded).isZero();
  }

  @Test
  void anotherCorpusOfTheNameIsEncodedAnew() throws IOException {
    hits("a violin", 2);
    Files.writeString(corpus, "a violin\n", StandardOpenOption.APPEND);

    assertThat(hits("a violin", 1).getFirst().line()).isEqualTo(10);
    assertThat(encoded).isEqualTo(TEXTS.size() + 1);
  }

  @Test
  void vectorsOfAnotherModelAreMadeAnew() throws IOException {
    try (VectorIndexWriter writer = new VectorIndexWriter(index, false)) {
      writer.add(new float[] {1, 2}, 1, "a violin");
      writer.commit("another key");
    }
    assertThat(hits("he plays the violin", 1).getFirst().line()).isEqualTo(3);
    assertThat(encoded).isEqualTo(TEXTS.size());
  }

  @Test
  void aDamagedIndexIsMadeAnew() throws IOException {
    List<Hit> whole = hits("a violin", 2);
    try (Stream<Path> files = Files.list(index)) {
      Path largest = files.max(Comparator.comparingLong(CorpusSearchTest::size)).orElseThrow();
      byte[] bytes = Files.readAllBytes(largest);
      bytes[bytes.length / 2] ^= 1;
      Files.write(largest, bytes);
    }
    assertThat(hits("a violin", 2)).isEqualTo(whole);
    assertThat(encoded).isEqualTo(TEXTS.size());
  }

  @Test
  void anIndexWithoutItsListOfFilesIsMadeAnew() throws IOException {
    List<Hit> whole = hits("a violin", 2);
    try (Stream<Path> files = Files.list(index)) {
      for (Path file : files.filter(f -> f.toString().contains("segments_")).toList()) {
        Files.write(file, new byte[3]);
      }
    }
    assertThat(hits("a violin", 2)).isEqualTo(whole);
    assertThat(encoded).isEqualTo(TEXTS.size());
  }

  @Test
  void aFolderOfOtherFilesIsLeftAlone() throws IOException {
    Files.createDirectory(index);
    Path own = Files.writeString(index.resolve("_index.md"), "x"); // as Lucene might call its own

    assertThatThrownBy(() -> open(1))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("_index.md");
    assertThat(own).hasContent("x");
  }

  @Test
  void aFolderThatAnotherFillsIsTheUsersFault() throws IOException {
    try (VectorIndexWriter writer = new VectorIndexWriter(index, false)) {
      writer.add(new float[] {1}, 1, "a");
      assertThatThrownBy(() -> open(1))
          .isInstanceOf(InputException.class)
          .hasMessageContaining("another search");
    }
  }

  @Test
  void withoutTextThereIsNothingToSearch() throws IOException {
    Files.writeString(corpus, "\n \n");
    assertThatThrownBy(() -> open(1)).isInstanceOf(InputException.class);
  }

  @Test
  void queriesMustSaySomething() throws IOException {
    try (CorpusSearch search = open(CorpusSearch.EXACT)) {
      assertThatThrownBy(() -> search.search(List.of("a", " "), 1))
          .isInstanceOf(TextException.class)
          .hasMessageStartingWith("text 2 is empty");
      assertThatThrownBy(() -> search.search(List.of("a"), 0))
          .isInstanceOf(InputException.class)
          .hasMessageStartingWith("k: 0");
    }
  }

  @Test
  void aQueryInAnotherScriptIsFlagged() throws IOException {
    try (CorpusSearch search = open(CorpusSearch.EXACT)) {
      assertThat(search.search(List.of("雨下得很大", "the soup"), 1))
          .extracting(CorpusSearch.Found::unfamiliar)
          .containsExactly(true, false);
    }
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
