package subtext.error;

/** A text of a request that cannot be used. The message names its number in the request. */
public final class TextException extends InputException {
  private static final long serialVersionUID = 1;

  private final long number;
  private final String complaint;

  /**
   * @param number of the text in its request, from 1
   * @param complaint what is wrong with it, and what to do
   */
  public TextException(long number, String complaint) {
    super("text %d %s".formatted(number, complaint));
    this.number = number;
    this.complaint = complaint;
  }

  /** The same of the whole of which the request is a part, behind {@code count} other texts. */
  public TextException behind(long count) {
    TextException counted = new TextException(count + number, complaint);
    counted.initCause(this);
    return counted;
  }
}
