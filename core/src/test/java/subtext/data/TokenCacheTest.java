package subtext.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import subtext.error.InputException;
import subtext.error.TrainingException;
import subtext.text.Columns;
import subtext.text.Tokenizer;

class TokenCacheTest {
  @TempDir Path folder;
  private Path caches;

  @BeforeEach
  void nameTheCacheFolder() {
    caches = folder.resolve("caches");
  }

  private Path only() throws IOException {
    try (Stream<Path> files = Files.list(caches)) {
      List<Path> found = files.toList();
      assertThat(found).hasSize(1);
      return found.getFirst();
    }
  }

  @Test
  void everySentenceIsFoundAgainWithItsLine() throws IOException {
    Path file = Corpora.write(folder.resolve("a.txt"), "a b c", "", "b", "c a");
    Tokenizer tokenizer = Corpora.tokenizer(200, file);
    TokenCache cache = TokenCache.of(Portion.whole(file, Columns.FIRST), tokenizer, caches);
    assertThat(cache.size()).isEqualTo(3);
    assertThat(cache.tokens()).isEqualTo(6);
    assertThat(cache.longest()).isEqualTo(3);
    assertThat(tokenizer.decode(cache.tokens(0))).isEqualTo("a b c");
    assertThat(tokenizer.decode(cache.tokens(2))).isEqualTo("c a");
    assertThat(cache.line(1)).isEqualTo(3);
    assertThat(cache.length(1)).isEqualTo(1);
    assertThat(cache.label(0)).isEqualTo(-1);
    assertThatThrownBy(() -> cache.length(3)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void longSentencesAreCutAndCounted() throws IOException {
    Path file = Corpora.write(folder.resolve("a.txt"), "a b c d e", "a b", "e d c b");
    Tokenizer tokenizer = Corpora.tokenizer(3, file);
    TokenCache cache = TokenCache.of(Portion.whole(file, Columns.FIRST), tokenizer, caches);
    assertThat(cache.cut()).isEqualTo(2);
    assertThat(tokenizer.decode(cache.tokens(0))).isEqualTo("a b c");
    assertThat(cache.longest()).isEqualTo(3);
  }

  @Test
  void idsBeyondSixteenBitsAreKept() throws IOException {
    String[] words = IntStream.range(0, 70_000).mapToObj(i -> "w" + i).toArray(String[]::new);
    Path file = Corpora.write(folder.resolve("a.txt"), words);
    Tokenizer tokenizer = Corpora.tokenizer(200, file);
    TokenCache cache = TokenCache.of(Portion.whole(file, Columns.FIRST), tokenizer, caches);
    assertThat(tokenizer.size()).isGreaterThan(1 << 16);
    for (int i : new int[] {0, 69_999, 65_536}) {
      assertThat(tokenizer.decode(cache.tokens(i))).isEqualTo("w" + i);
    }
  }

  @Test
  void theOrderByLengthIsStable() throws IOException {
    Path file = Corpora.write(folder.resolve("a.txt"), "a b", "a", "b c", "b", "a b c d");
    TokenCache cache = Corpora.cache(file, caches);
    assertThat(IntStream.range(0, 5).mapToLong(cache::byLength).toArray())
        .containsExactly(1, 3, 0, 2, 4);
    assertThat(IntStream.range(0, 6).mapToLong(cache::start).toArray())
        .containsExactly(0, 0, 2, 4, 4, 5);
  }

  @Test
  void labelsAreSortedByNameAndCountFromZero() throws IOException {
    Path file =
        Corpora.write(folder.resolve("a.tsv"), "pos\ta b", "neg\tb", "pos\tc", "\tc a", "mid\ta");
    Portion portion = Portion.whole(file, new Columns("2", "1"));
    TokenCache cache = TokenCache.of(portion, Corpora.tokenizer(9, file), caches);
    assertThat(cache.labels()).containsExactly("mid", "neg", "pos");
    assertThat(IntStream.range(0, 5).map(cache::label)).containsExactly(2, 1, 2, -1, 0);
    TokenCache other = cache.withLabels(List.of("neg", "pos"));
    assertThat(IntStream.range(0, 5).map(other::label)).containsExactly(1, 0, 1, -1, -1);
  }

  @Test
  void aColumnOfTextsIsNoLabel() throws IOException {
    Path file = Corpora.write(folder.resolve("a.tsv"), "x".repeat(1001) + "\ta");
    Portion portion = Portion.whole(file, new Columns("2", "1"));
    Tokenizer tokenizer = Corpora.tokenizer(9, file);
    assertThatThrownBy(() -> TokenCache.of(portion, tokenizer, caches))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("data.label: this column holds values longer than 1,000 characters");
    assertThat(caches).isEmptyDirectory();
  }

  @Test
  void theFileIsMadeOnceForTheSameTextWhateverItsTime() throws IOException {
    Path file = Corpora.random(folder.resolve("a.txt"), 50, 9);
    String key = Corpora.cache(file, caches).key();
    FileTime epoch = FileTime.from(Instant.EPOCH);
    Files.setLastModifiedTime(only(), epoch);
    Files.setLastModifiedTime(file, epoch);
    assertThat(Corpora.cache(file, caches).key()).isEqualTo(key);
    assertThat(Files.getLastModifiedTime(only())).isEqualTo(epoch);
  }

  @Test
  void otherTextTokeniserColumnsOrSharesMakeAnotherFile() throws IOException {
    Path file = Corpora.write(folder.resolve("a.tsv"), "a\tb", "c\td", "e\tf");
    Tokenizer tokenizer = Corpora.tokenizer(9, file);
    Portion whole = Portion.whole(file, Columns.FIRST);
    Portion half = new Portion(file, Columns.FIRST, 1000, 0, 0, 0.5);
    Portion second = Portion.whole(file, new Columns("2", "none"));
    Stream<String> before =
        Stream.of(
            Fingerprint.of(List.of(whole), tokenizer),
            Fingerprint.of(List.of(whole), Corpora.tokenizer(8, file)),
            Fingerprint.of(List.of(half), tokenizer),
            Fingerprint.of(List.of(second), tokenizer),
            Fingerprint.of(List.of(second.turn()), tokenizer),
            Fingerprint.of(List.of(whole, second), tokenizer));
    Corpora.write(file, "a\tb", "c\td", "e\tg");
    String after = Fingerprint.of(List.of(whole), tokenizer);
    assertThat(Stream.concat(before, Stream.of(after))).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 8, 17, 60, 125})
  void aFileWithADamagedHeaderIsMadeAnew(int at) throws IOException {
    Path file = Corpora.random(folder.resolve("a.txt"), 50, 9);
    Corpora.cache(file, caches);
    byte[] bytes = Files.readAllBytes(only());
    byte[] damaged = bytes.clone();
    damaged[at] ^= 4;
    Files.write(only(), damaged);
    assertThat(Corpora.cache(file, caches).size()).isEqualTo(50);
    assertThat(Files.readAllBytes(only())).isEqualTo(bytes);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 100, 128, 1000})
  void aTruncatedFileIsMadeAnew(int size) throws IOException {
    Path file = Corpora.random(folder.resolve("a.txt"), 50, 9);
    Corpora.cache(file, caches);
    byte[] bytes = Files.readAllBytes(only());
    Files.write(only(), new byte[0], StandardOpenOption.TRUNCATE_EXISTING);
    Files.write(only(), Arrays.copyOf(bytes, size));
    assertThat(Corpora.cache(file, caches).size()).isEqualTo(50);
    assertThat(Files.readAllBytes(only())).isEqualTo(bytes);
  }

  @Test
  void aLineThatCannotBeReadLeavesNothingBehind() throws IOException {
    Path good = Corpora.write(folder.resolve("good.txt"), "a b");
    Path bad = Files.write(folder.resolve("bad.txt"), new byte[] {'a', '\n', (byte) 0xFF, '\n'});
    Tokenizer tokenizer = Corpora.tokenizer(9, good);
    assertThatThrownBy(() -> TokenCache.of(Portion.whole(bad, Columns.FIRST), tokenizer, caches))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("bad.txt:2");
    assertThat(caches).isEmptyDirectory();
  }

  @Test
  void abandonedDraftsAreRemovedAndYoungOnesAreNot() throws IOException {
    Files.createDirectories(caches);
    Path abandoned = Files.createFile(caches.resolve("x.tokens.1.tmp"));
    Path young = Files.createFile(caches.resolve("x.tokens.2.tmp"));
    Files.setLastModifiedTime(abandoned, FileTime.from(Instant.now().minus(Duration.ofHours(2))));
    Corpora.cache(Corpora.write(folder.resolve("a.txt"), "a"), caches);
    assertThat(abandoned).doesNotExist();
    assertThat(young).exists();
  }

  @Test
  void aFolderThatCannotBeWrittenIsNamed() throws IOException {
    Path file = Corpora.write(folder.resolve("a.txt"), "a");
    assertThatThrownBy(() -> Corpora.cache(file, file.resolve("inside")))
        .isInstanceOf(TrainingException.class)
        .hasMessageContaining("inside")
        .hasMessageContaining("choose another folder");
  }
}
