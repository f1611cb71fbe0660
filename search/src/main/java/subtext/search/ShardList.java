package subtext.search;

import java.util.List;
import subtext.config.Binder;

/**
 * What a folder of shards says of itself, in {@link #FILE}.
 *
 * @param model SHA-256 of the model that made the vectors; empty where there are none
 * @param sentences in all shards
 * @param shards names of their folders, in the order of the lines
 */
public record ShardList(int version, String model, long sentences, List<String> shards) {
  public static final String FILE = "subtext-shards.json";

  /** A change of what shards hold, or of how vectors are made, makes another version. */
  public static final int VERSION = 1;

  public static final ShardList DEFAULT = new ShardList(VERSION, "", 0, List.of());

  public ShardList {
    shards = List.copyOf(shards);
  }

  /**
   * @param place of the text, for messages
   */
  static ShardList of(String place, String json) {
    return Binder.bind(Binder.json(place, json), ShardList.class);
  }

  public String toJson() {
    return Binder.json(this);
  }
}
