package subtext.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import subtext.error.InputException;
import subtext.text.Line;

class WordIndexTest {
  private static WordIndex index(String... sentences) throws IOException {
    Stream<Line> lines =
        IntStream.range(0, sentences.length).mapToObj(i -> new Line(10 + i, sentences[i], null));
    return WordIndex.of(lines);
  }

  /**
   * Three sentences of 2, 2 and 4 words. "cat" is in two of them: idf = ln(1 + 1.5 / 2.5); its
   * weight in two words is 1 / (1 + 1.2 (0.25 + 0.75 2 / (8 / 3))).
   */
  @Test
  void scoresAreThoseOfBm25() throws IOException {
    try (WordIndex index = index("the Cat", "a dog", "cat and dog play")) {
      List<Hit> hits = index.search("CAT", 10);
      assertThat(hits.stream().map(Hit::line)).containsExactly(10L, 12L);
      double idf = Math.log(1 + 1.5 / 2.5);
      assertThat(hits.getFirst().score())
          .isCloseTo(idf / (1 + 1.2 * (0.25 + 0.75 * 2 / (8 / 3.0))), within(1e-5));
      assertThat(hits.getLast().score())
          .isCloseTo(idf / (1 + 1.2 * (0.25 + 0.75 * 4 / (8 / 3.0))), within(1e-5));
      assertThat(hits.getFirst().text()).isEqualTo("the Cat");
    }
  }

  @Test
  void theBestComeFirstAndNoMoreThanAskedFor() throws IOException {
    try (WordIndex index = index("one two", "one two three", "one", "four")) {
      assertThat(index.size()).isEqualTo(4);
      assertThat(index.search("three two", 1).stream().map(Hit::line)).containsExactly(11L);
      assertThat(index.search("one", 10)).hasSize(3);
      assertThat(index.search("five ?", 10)).isEmpty();
      assertThat(index.search("?!", 10)).isEmpty();
    }
  }

  @Test
  void chineseIsFoundByItsCharacters() throws IOException {
    try (WordIndex index = index("长城在北京", "长江在上海")) {
      assertThat(index.search("北京在哪里？", 1).stream().map(Hit::line)).containsExactly(10L);
    }
  }

  @Test
  void whereReadingFailsNothingIsLeftBehind() throws IOException {
    Set<Path> before = temporary();
    Stream<Line> failing =
        Stream.of("one", "two")
            .map(
                text -> {
                  if (text.equals("two")) {
                    throw new InputException("texts:2: is not UTF-8");
                  }
                  return new Line(1, text, null);
                });
    assertThatThrownBy(() -> WordIndex.of(failing)).isInstanceOf(InputException.class);
    assertThat(temporary()).isEqualTo(before);
  }

  private static Set<Path> temporary() throws IOException {
    try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return files
          .filter(file -> file.getFileName().toString().startsWith("subtext-words"))
          .collect(Collectors.toSet());
    }
  }

  @Test
  void anEmptyIndexFindsNothing() throws IOException {
    try (WordIndex index = index()) {
      assertThat(index.search("one", 3)).isEmpty();
    }
  }
}
