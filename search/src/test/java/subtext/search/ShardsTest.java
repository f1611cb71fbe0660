package subtext.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import subtext.error.CorruptFileException;
import subtext.error.InputException;

class ShardsTest {
  @TempDir Path folder;

  @BeforeEach
  void fill() throws IOException {
    fill("one", 1, "the cat sleeps", 1, 0);
    fill("two", 2, "a dog barks", 0, 1);
    write(new ShardList(ShardList.VERSION, "", 2, List.of("one", "two")));
  }

  private void fill(String shard, long line, String text, float... vector_D) throws IOException {
    try (ShardWriter writer = new ShardWriter(folder.resolve(shard))) {
      writer.add(line, text, vector_D);
      writer.commit();
    }
  }

  private void write(ShardList list) throws IOException {
    Files.writeString(folder.resolve(ShardList.FILE), list.toJson());
  }

  @Test
  void theNearestAreThoseOfAllShards() throws IOException {
    try (VectorIndex index = VectorIndex.of(Shards.open(folder))) {
      assertThat(index.size()).isEqualTo(2);
      assertThat(index.exact(new float[] {0.2f, 1}, 2))
          .extracting(Hit::line)
          .containsExactly(2L, 1L);
      assertThat(index.approximate(new float[] {1, 0.2f}, 2, 10))
          .extracting(Hit::text)
          .containsExactly("the cat sleeps", "a dog barks");
    }
  }

  @Test
  void wordsAreCountedOverAllShards() throws IOException {
    try (WordIndex index = WordIndex.of(Shards.open(folder))) {
      assertThat(index.search("Which dog?", 5)).extracting(Hit::line).containsExactly(2L);
    }
  }

  @Test
  void aMissingShardAndAnUnfinishedOrNewerFolderAreTold() throws IOException {
    write(new ShardList(ShardList.VERSION, "", 3, List.of("one", "two", "three")));
    assertThatThrownBy(() -> Shards.open(folder))
        .isInstanceOf(CorruptFileException.class)
        .hasMessageContaining("three");
    write(new ShardList(ShardList.VERSION + 1, "", 1, List.of("one")));
    assertThatThrownBy(() -> Shards.open(folder))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("is of version");
    Files.delete(folder.resolve(ShardList.FILE));
    assertThat(Shards.areIn(folder)).isFalse();
  }
}
