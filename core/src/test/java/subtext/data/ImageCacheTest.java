package subtext.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import subtext.config.Binder;
import subtext.error.CorruptFileException;
import subtext.error.InputException;
import subtext.text.Columns;
import subtext.text.Tokenizers;

class ImageCacheTest {
  private static final Columns LABELLED = new Columns(Columns.AUTO, Columns.AUTO);

  @TempDir Path folder;

  private Path file(String name) {
    return folder.resolve(name);
  }

  private TokenCache cache(Path images) {
    return cache(Portion.whole(images, LABELLED));
  }

  private TokenCache cache(Portion portion) {
    return TokenCache.of(portion, Tokenizers.ofNoText(), folder.resolve("caches"));
  }

  private Path twoImages(String name) {
    return IdxFiles.images(file(name), 1, 2, 0, 255, 51, 102);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".gz"})
  void imagesAreFeaturesFromBlackToWhiteWithTheLabelsBesideThem(String zipped) {
    Path images = twoImages("my-images-idx3-ubyte" + zipped);
    IdxFiles.labels(file("my-labels-idx1-ubyte"), 200, 7);
    TokenCache cache = cache(images);
    assertThat(cache.labels()).containsExactly("200", "7");
    Batch batch = Batches.sorted(cache, 2).batch(0, 0);
    assertThat(batch.features()).containsExactly(0f, 1f, 0.2f, 0.4f);
    assertThat(batch.labels()).containsExactly(0, 1);
    assertThat(batch.lengths()).containsExactly(0, 0);
    assertThat(batch.tokens()).isEmpty();
    assertThat(cache.line(1)).isEqualTo(2);
  }

  @Test
  void labelsAreNotNeededAndNotReadWhereNoneAreAsked() {
    Path images = twoImages("my-images-idx3-ubyte");
    assertThat(cache(images).label(0)).isEqualTo(-1);
    IdxFiles.labels(file("my-labels-idx1-ubyte"), 3);
    assertThat(cache(Portion.whole(images, Columns.FIRST)).label(0)).isEqualTo(-1);
  }

  @Test
  void portionsShareNoImageAndLeaveNoneOut() {
    Path images = IdxFiles.bars(folder, 100);
    Splits splits = Splits.of(DataConfig.DEFAULT, new Sources(images, null, null));
    List<Long> numbers =
        Stream.of(splits.train(), splits.valid(), splits.heldOut())
            .map(this::cache)
            .flatMap(
                cache -> Stream.iterate(0L, i -> i < cache.size(), i -> i + 1).map(cache::line))
            .sorted()
            .toList();
    assertThat(numbers).hasSize(100).doesNotHaveDuplicates();
    assertThat(splits.imageSize()).isEqualTo(new ImageSize(8, 8));
  }

  @Test
  void imagesAreReadOnceUntilTheyChange() throws IOException {
    Path images = twoImages("my-images-idx3-ubyte");
    cache(images);
    List<Path> made = caches();
    cache(images);
    assertThat(caches()).isEqualTo(made).hasSize(2);
    for (Path damaged : made) {
      Files.write(damaged, new byte[] {1, 2, 3});
      assertThat(cache(images).features(new long[] {1})).containsExactly(0.2f, 0.4f);
    }
    IdxFiles.images(images, 1, 2, 255, 255);
    assertThat(cache(images).features(new long[] {0})).containsExactly(1f, 1f);
  }

  private List<Path> caches() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("caches"))) {
      return files.sorted().toList();
    }
  }

  private void assertCorrupt(Path images, String what) {
    assertThatThrownBy(() -> cache(images))
        .isInstanceOf(CorruptFileException.class)
        .hasMessageContaining(what);
  }

  @Test
  void aFileOfAnotherFormatIsNamedWithWhatItBeginsWith() throws IOException {
    Path text = Files.writeString(file("my-images-idx3-ubyte"), "some text, and more of it");
    assertCorrupt(
        text,
        text
            + " is no IDX file of unsigned bytes in 3 dimensions: it begins with the bytes 73 6f 6d"
            + " 65, where 00 00 08 03 are due");
    assertCorrupt(IdxFiles.labels(text, 1, 2), "it begins with the bytes 00 00 08 01");
    assertCorrupt(Files.write(text, new byte[] {0, 0}), "is no whole IDX file (2 of 4 bytes)");
    assertCorrupt(Files.writeString(file("a-images-idx3-ubyte.gz"), "no gzip"), "no whole IDX");
  }

  @Test
  void aFileThatIsShorterOrLongerThanItSaysIsRefused() throws IOException {
    Path images = twoImages("my-images-idx3-ubyte");
    byte[] whole = Files.readAllBytes(images);
    Files.write(images, Arrays.copyOf(whole, whole.length - 1));
    assertCorrupt(images, "ends after 1 of 2 items");
    Files.write(images, Arrays.copyOf(whole, whole.length + 1));
    assertCorrupt(images, "goes on after the 2 items that it names");
    Path zipped = twoImages("zip-images-idx3-ubyte.gz");
    byte[] squeezed = Files.readAllBytes(zipped);
    Files.write(zipped, Arrays.copyOf(squeezed, squeezed.length - 12));
    assertThatThrownBy(() -> cache(zipped))
        .isInstanceOf(CorruptFileException.class)
        .hasMessageStartingWith(zipped.toString());
  }

  @Test
  void anImageWithoutPixelsIsRefused() throws IOException {
    Path images = file("my-images-idx3-ubyte");
    Files.write(images, new byte[] {0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1});
    assertCorrupt(images, "has a dimension of 0");
  }

  @Test
  void labelsThatAreNotAsManyAreRefused() {
    Path images = twoImages("my-images-idx3-ubyte");
    Path labels = IdxFiles.labels(file("my-labels-idx1-ubyte"), 1, 2, 3);
    assertCorrupt(images, labels + " has 3 labels, but " + images + " has 2 images");
  }

  @Test
  void aModelOfTextReadsNoImages() {
    Path images = twoImages("my-images-idx3-ubyte");
    assertThatThrownBy(() -> Portion.whole(images, Columns.FIRST).lines())
        .isInstanceOf(InputException.class)
        .hasMessageContaining("holds images by its name")
        .hasMessageContaining("task is image");
  }

  @Test
  void imagesOfAnotherSizeThanThoseToTrainOnAreRefusedWithBothFiles() {
    Path train = IdxFiles.bars(folder, 10);
    Path others = twoImages("other-images-idx3-ubyte");
    assertThatThrownBy(() -> Splits.of(DataConfig.DEFAULT, new Sources(train, others, null)))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("data.valid: the images of " + others + " are 1 x 2, but")
        .hasMessageContaining("those of " + train)
        .hasMessageContaining("are 8 x 8");
    assertThatThrownBy(() -> Splits.of(DataConfig.DEFAULT, new Sources(train, null, others)))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("data.test: the images of " + others);
  }

  @Test
  void noColumnSplitsImages() {
    Sources images = new Sources(IdxFiles.bars(folder, 10), null, null);
    DataConfig config = Binder.bind(Binder.yaml("a recipe", "split: 3"), DataConfig.class);
    assertThatThrownBy(() -> Splits.of(config, images))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("data.split: 3 names a column, and images have none");
  }

  @Test
  void oneImageIsTooFewToTrainAndValidateOn() {
    Path images = IdxFiles.images(file("my-images-idx3-ubyte"), 1, 1, 9);
    assertThatThrownBy(() -> Splits.of(DataConfig.DEFAULT, new Sources(images, null, null)))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("holds 1 images, too few");
  }
}
