package subtext.serve;

import java.util.List;

/** A text, or a list of them. */
record OneOrMore(List<String> texts) {
  OneOrMore {
    texts = List.copyOf(texts);
  }
}
