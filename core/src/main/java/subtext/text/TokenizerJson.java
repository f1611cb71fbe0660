package subtext.text;

import java.util.List;
import subtext.config.Binder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A tokeniser in the two files of Hugging Face's libraries, which read them and give the same ids
 * for byte pairs, characters and white space, unless the script is converted. What that format
 * cannot say (script, and the segmentation of words: to others, words stand between spaces) stands
 * in a section of our own in the second file, where other readers pass over it.
 */
final class TokenizerJson {
  /** The name of our own section, which holds the version and the whole configuration. */
  static final String SECTION = "subtext";

  /** Of our own section and what it promises about the rest. */
  static final int VERSION = 1;

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private TokenizerJson() {}

  /** {@code tokenizer.json}. */
  static ObjectNode tokenizer(Tokenizer tokenizer) {
    ObjectNode root = JSON.objectNode();
    root.put("version", "1.0");
    root.putNull("truncation").putNull("padding");
    root.set("added_tokens", specialTokens());
    TokensConfig config = tokenizer.config();
    root.set("normalizer", sequence("normalizers", normalizers(config)));
    root.set("pre_tokenizer", preTokenizer(config.kind()));
    root.putNull("post_processor");
    root.set("decoder", decoder(config.kind()));
    root.set("model", model(tokenizer));
    return root;
  }

  /** {@code tokenizer_config.json}. */
  static ObjectNode config(TokensConfig config) {
    ObjectNode root = JSON.objectNode().put("tokenizer_class", "PreTrainedTokenizerFast");
    root.put("pad_token", token(Vocabulary.PAD)).put("unk_token", token(Vocabulary.UNK));
    root.put("bos_token", token(Vocabulary.START)).put("eos_token", token(Vocabulary.END));
    root.put("clean_up_tokenization_spaces", false);
    ObjectNode section = root.putObject(SECTION).put("version", VERSION);
    section.set("tokens", new JsonMapper().valueToTree(Binder.plain(config)));
    return root;
  }

  private static ArrayNode specialTokens() {
    ArrayNode tokens = JSON.arrayNode();
    for (int id = 0; id < Vocabulary.SPECIAL.size(); id++) {
      ObjectNode token = tokens.addObject().put("id", id);
      token.put("content", Vocabulary.SPECIAL.get(id));
      for (String flag : List.of("single_word", "lstrip", "rstrip", "normalized")) {
        token.put(flag, false);
      }
      token.put("special", true);
    }
    return tokens;
  }

  private static ArrayNode normalizers(TokensConfig config) {
    Normalization normalization = config.normalization();
    ArrayNode steps = JSON.arrayNode();
    addForm(steps, normalization);
    if (normalization.lowercase()) {
      steps.add(type("Lowercase"));
      addForm(steps, normalization);
    }
    if (config.kind() == TokenKind.BPE) {
      steps.add(type("Prepend").put("prepend", " "));
    }
    return steps;
  }

  private static void addForm(ArrayNode steps, Normalization normalization) {
    switch (normalization.form()) {
      case NONE -> {}
      case NFC -> steps.add(type("NFC"));
      case NFKC -> steps.add(type("NFKC"));
    }
  }

  private static ObjectNode preTokenizer(TokenKind kind) {
    return switch (kind) {
      case WORD, WHITESPACE -> type("WhitespaceSplit");
      case CHARACTER -> {
        ObjectNode split = type("Split").put("behavior", "Isolated").put("invert", false);
        split.putObject("pattern").put("Regex", "[\\s\\S]");
        yield split;
      }
      case BPE -> byteLevel();
    };
  }

  private static JsonNode decoder(TokenKind kind) {
    return switch (kind) {
      case WORD, WHITESPACE -> JSON.nullNode(); // Tokens are joined by spaces.
      case CHARACTER -> type("Fuse");
      case BPE -> {
        ObjectNode strip = type("Strip").put("content", " ").put("start", 1).put("stop", 0);
        yield sequence("decoders", JSON.arrayNode().add(byteLevel()).add(strip));
      }
    };
  }

  private static ObjectNode byteLevel() {
    return type("ByteLevel")
        .put("add_prefix_space", false)
        .put("trim_offsets", true)
        .put("use_regex", true);
  }

  private static ObjectNode model(Tokenizer tokenizer) {
    return switch (tokenizer) {
      case VocabularyTokenizer words -> {
        ObjectNode model = type("WordLevel").put("unk_token", token(Vocabulary.UNK));
        yield putVocabulary(model, words.vocabulary());
      }
      case BytePairTokenizer pairs -> {
        ObjectNode model = type("BPE").putNull("dropout").putNull("unk_token");
        model.putNull("continuing_subword_prefix").putNull("end_of_word_suffix");
        model.put("fuse_unk", false).put("byte_fallback", false).put("ignore_merges", false);
        putVocabulary(model, pairs.vocabulary());
        ArrayNode merges = model.putArray("merges");
        for (Merges.Merge merge : pairs.merges().inOrder()) {
          merges.add(pairs.token(merge.left()) + " " + pairs.token(merge.right()));
        }
        yield model;
      }
    };
  }

  private static ObjectNode putVocabulary(ObjectNode model, Vocabulary vocabulary) {
    ObjectNode entries = model.putObject("vocab");
    for (int id = 0; id < vocabulary.size(); id++) {
      entries.put(vocabulary.token(id), id);
    }
    return model;
  }

  private static String token(int special) {
    return Vocabulary.SPECIAL.get(special);
  }

  private static ObjectNode sequence(String key, ArrayNode steps) {
    ObjectNode sequence = type("Sequence");
    sequence.set(key, steps);
    return sequence;
  }

  private static ObjectNode type(String name) {
    return JSON.objectNode().put("type", name);
  }
}
