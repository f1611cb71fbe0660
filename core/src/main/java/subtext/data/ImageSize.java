package subtext.data;

import subtext.config.Allowed;
import subtext.error.InputException;

/** The size of every image of a set, in pixels. */
public record ImageSize(int rows, int columns) {
  private static final int MOST = 4_096;

  public ImageSize {
    Allowed.between("rows", rows, 1, MOST);
    Allowed.between("columns", columns, 1, MOST);
  }

  /** Pixels of an image. */
  public int pixels() {
    return rows * columns;
  }

  /**
   * Demands that {@code part} of a recipe was said to be for images of this size, or of any.
   *
   * @param saidRows 0 for any
   * @param saidColumns 0 for any
   * @throws InputException if it was said to be for others
   */
  public void demandSaid(String part, int saidRows, int saidColumns) {
    if ((saidRows != 0 && saidRows != rows) || (saidColumns != 0 && saidColumns != columns)) {
      throw new InputException(
          "model.%s: its images have %d rows and %d columns, but those of the data are %s; leave model.%s.rows and columns out, they follow from the data"
              .formatted(part, saidRows, saidColumns, this, part));
    }
  }

  /**
   * Demands that rows and columns can be halved twice, as convolutions do.
   *
   * @throws InputException if they cannot
   */
  public void demandQuarters() {
    if (rows % 4 != 0 || columns % 4 != 0) {
      throw new InputException(
          "convolutions halve rows and columns twice, and images of %s cannot be: choose dense networks, or bring the images to multiples of 4"
              .formatted(this));
    }
  }

  @Override
  public String toString() {
    return rows + " x " + columns;
  }
}
