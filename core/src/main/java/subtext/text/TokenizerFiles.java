package subtext.text;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import subtext.config.Binder;
import subtext.error.CorruptFileException;
import subtext.error.InputException;
import subtext.error.VersionException;
import subtext.text.Merges.Merge;
import tools.jackson.databind.JsonNode;

/** A tokeniser on disk: {@link TokenizerJson}, every part of which is checked when it is read. */
final class TokenizerFiles {
  private static final String TOKENIZER = "tokenizer.json";
  private static final String CONFIG = "tokenizer_config.json";

  private final Path file;
  private final TokensConfig config;
  private final JsonNode model;

  private TokenizerFiles(Path file, TokensConfig config, JsonNode model) {
    this.file = file;
    this.config = config;
    this.model = model;
  }

  static List<Path> write(Tokenizer tokenizer, Path folder) {
    Path file = folder.resolve(TOKENIZER);
    Path configFile = folder.resolve(CONFIG);
    JsonFile.write(TokenizerJson.tokenizer(tokenizer), file);
    JsonFile.write(TokenizerJson.config(tokenizer.config()), configFile);
    Path words = folder.resolve(WordsFile.NAME);
    if (!(tokenizer instanceof BytePairTokenizer pairs) || pairs.words().isEmpty()) {
      WordsFile.delete(words); // which an interrupted beginning may have left
      return List.of(file, configFile);
    }
    WordsFile.write(pairs.words(), words);
    return List.of(file, configFile, words);
  }

  static Tokenizer read(Path folder) {
    TokensConfig config = readConfig(folder.resolve(CONFIG));
    Path file = folder.resolve(TOKENIZER);
    return new TokenizerFiles(file, config, JsonFile.read(file).path("model")).tokenizer();
  }

  private static TokensConfig readConfig(Path file) {
    JsonNode section = JsonFile.read(file).path(TokenizerJson.SECTION);
    int version = section.path("version").asInt(-1);
    if (version < 0) {
      throw new CorruptFileException(
          file, "has no section \"%s\" with a version".formatted(TokenizerJson.SECTION));
    }
    if (version != TokenizerJson.VERSION) {
      throw new VersionException(file, version, TokenizerJson.VERSION, TokenizerJson.VERSION);
    }
    try {
      String tokens = section.path("tokens").toString();
      return Binder.bind(Binder.json(file.toString(), tokens), TokensConfig.class);
    } catch (InputException e) {
      throw new CorruptFileException(file, "has a bad configuration: " + e.getMessage(), e);
    }
  }

  private Tokenizer tokenizer() {
    Vocabulary vocabulary = vocabulary();
    return switch (config.kind()) {
      case BPE ->
          new BytePairTokenizer(
              config,
              requireBytes(vocabulary),
              merges(vocabulary),
              WordsFile.read(file.resolveSibling(WordsFile.NAME)));
      case WORD, WHITESPACE, CHARACTER -> new VocabularyTokenizer(config, vocabulary);
    };
  }

  private Vocabulary vocabulary() {
    List<String> tokens = tokensById(model.path("vocab"));
    int special = Vocabulary.SPECIAL.size();
    if (tokens.size() > config.vocabulary()
        || tokens.size() < special
        || !tokens.subList(0, special).equals(Vocabulary.SPECIAL)) {
      throw corrupt(
          "has %d tokens: there must be at most %d, and the first must be %s"
              .formatted(tokens.size(), config.vocabulary(), Vocabulary.SPECIAL));
    }
    try {
      return new Vocabulary(tokens.subList(special, tokens.size()));
    } catch (IllegalArgumentException e) {
      throw new CorruptFileException(file, "has a bad vocabulary: " + e.getMessage(), e);
    }
  }

  private List<String> tokensById(JsonNode entries) {
    String[] tokens = new String[entries.size()];
    for (Map.Entry<String, JsonNode> entry : entries.properties()) {
      int id = entry.getValue().asInt(-1);
      if (id < 0 || id >= tokens.length || tokens[id] != null) {
        throw corrupt(
            "gives the token \"%s\" the id %s: ids must count from 0 without a gap"
                .formatted(entry.getKey(), entry.getValue()));
      }
      tokens[id] = entry.getKey();
    }
    return Arrays.asList(tokens);
  }

  private Vocabulary requireBytes(Vocabulary vocabulary) {
    int bytes = BytePairTokenizer.FIRST_BYTE;
    for (int id = bytes; id < Math.max(vocabulary.size(), bytes + ByteAlphabet.SIZE); id++) {
      String token = id < vocabulary.size() ? vocabulary.token(id) : "";
      boolean right =
          id < bytes + ByteAlphabet.SIZE
              ? token.equals(String.valueOf(ByteAlphabet.character(id - bytes)))
              : ByteAlphabet.spells(token);
      if (!right) {
        throw corrupt("has \"%s\" for token %d, where bytes are due".formatted(token, id));
      }
    }
    return vocabulary;
  }

  private Merges merges(Vocabulary vocabulary) {
    List<Merge> merges = new ArrayList<>();
    for (JsonNode node : model.path("merges")) {
      String[] pair = node.asString("").split(" ", -1);
      if (pair.length != 2) {
        throw corrupt("merges %s: two tokens and a space between are due".formatted(node));
      }
      int[] ids = Stream.of(pair[0], pair[1], pair[0] + pair[1]).mapToInt(vocabulary::id).toArray();
      if (Arrays.stream(ids).anyMatch(id -> id == Vocabulary.UNK)) {
        throw corrupt("merges %s, which are no two tokens that make a third".formatted(node));
      }
      merges.add(new Merge(ids[0], ids[1], ids[2]));
    }
    return new Merges(merges);
  }

  private CorruptFileException corrupt(String what) {
    return new CorruptFileException(file, what);
  }
}
