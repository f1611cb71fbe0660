package subtext.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import subtext.error.InputException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLParser;

/**
 * Text to nodes. Scalars keep their text, so that {@code 1e-4} is a number (YAML 1.1 disagrees) and
 * {@code no} a string wherever the record says so. Duplicate keys, aliases and a second document
 * are refused.
 */
final class NodeReader {
  private static final int DEEPEST = 64;

  private final String source;
  private final boolean lines;
  private final JsonParser parser;

  private NodeReader(TokenStreamFactory factory, Place place, String text) {
    this.source = place.source();
    this.lines = place.line() > 0;
    this.parser = factory.createParser(ObjectReadContext.empty(), text);
  }

  /**
   * @param first place of the text's first character; line 0 for a text whose lines say nothing
   */
  static Node yaml(Place first, String text) {
    return read(new YAMLFactory(), first, text);
  }

  static Node json(Place first, String text) {
    return read(new JsonFactory(), first, text);
  }

  private static Node read(TokenStreamFactory factory, Place first, String text) {
    try {
      return new NodeReader(factory, first, text).document();
    } catch (JacksonException e) {
      int line = e.getLocation() == null ? 1 : Math.max(1, e.getLocation().getLineNr());
      Place place = first.line() == 0 ? first : new Place(first.source(), line);
      String reason = e.getOriginalMessage().lines().findFirst().orElse("unreadable");
      throw new InputException(place + ": " + reason, e);
    }
  }

  private Node document() {
    JsonToken token = parser.nextToken();
    if (token == null) {
      return new Node.Nothing(new Place(source, lines ? 1 : 0));
    }
    Node root = node(token, 0);
    if (parser.nextToken() != null) {
      throw new InputException(place() + ": there is more behind the end of the document");
    }
    return root;
  }

  private Node node(@Nullable JsonToken token, int depth) {
    Place place = place();
    if (depth > DEEPEST) {
      throw new InputException(place + ": nested deeper than " + DEEPEST + " levels");
    }
    if (parser instanceof YAMLParser yaml && yaml.isCurrentAlias()) {
      throw new InputException(place + ": aliases (*name) are not supported, write the value out");
    }
    return switch (token) {
      case START_OBJECT -> section(place, depth);
      case START_ARRAY -> items(place, depth);
      case VALUE_NULL -> new Node.Nothing(place);
      case VALUE_STRING, VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT, VALUE_TRUE, VALUE_FALSE ->
          new Node.Scalar(place, parser.getString());
      case null, default -> throw new InputException(place + ": expected a value here");
    };
  }

  private Node.Section section(Place start, int depth) {
    Map<String, Node> entries = new LinkedHashMap<>();
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String key = parser.currentName();
      Place place = place();
      Node earlier = entries.get(key);
      if (earlier != null) {
        throw new InputException(
            "%s: the key %s is given twice, first in line %d; remove one"
                .formatted(place, key, earlier.place().line()));
      }
      entries.put(key, node(parser.nextToken(), depth + 1));
    }
    return new Node.Section(start, entries);
  }

  private Node.Items items(Place start, int depth) {
    List<Node> items = new ArrayList<>();
    for (JsonToken t = parser.nextToken(); t != JsonToken.END_ARRAY; t = parser.nextToken()) {
      items.add(node(t, depth + 1));
    }
    return new Node.Items(start, items);
  }

  private Place place() {
    return new Place(source, lines ? Math.max(1, parser.currentTokenLocation().getLineNr()) : 0);
  }
}
